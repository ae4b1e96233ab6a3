package dev.entrega.toolbelt.contract;

import dev.entrega.consumer.declaration.Declaration.Read;
import dev.entrega.contract.EventName;
import dev.entrega.contract.compatibility.Change;
import dev.entrega.contract.compatibility.Compatibility;
import dev.entrega.contract.compatibility.Finding;
import dev.entrega.contract.compatibility.Rule;
import dev.entrega.contract.compatibility.Severity;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Lines;
import dev.entrega.messaging.topology.Names;
import dev.entrega.toolbelt.contract.DeployedReaders.DeployedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether those who read in an environment now would understand what is published under contracts as they are here. */
final class DeployedCheck {

    private final DeployedReaders readers;
    private final String environment;
    private final Path folder;

    /**
     * @param environment whose topics are meant
     * @param folder of the contracts
     */
    DeployedCheck(DeployedReaders readers, String environment, Path folder) {
        this.readers = readers;
        this.environment = environment;
        this.folder = folder;
    }

    List<Finding> check(List<Contract> now) {
        var findings = new ArrayList<Finding>();
        now.forEach(contract -> findings.addAll(check(contract)));
        findings.addAll(deleted(now));
        return findings;
    }

    private List<Finding> check(Contract contract) {
        var findings = new ArrayList<Finding>();
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, Set<String>> hit = new LinkedHashMap<>();
        for (var reader : readers.of(topic(contract))) {
            switch (reader) {
                case DeployedReader.Unknown unknown -> findings.add(unknown(contract, unknown));
                case DeployedReader.Declared declared -> {
                    for (Read read : reads(declared, contract.name())) {
                        for (Change change : Compatibility.refused(read.schema(), contract.schema())) {
                            String place = change.rule() + change.pointer();
                            changes.putIfAbsent(place, change);
                            hit.computeIfAbsent(place, key -> new TreeSet<>())
                                    .add(declared.service() + "/" + read.handler());
                        }
                    }
                }
            }
        }
        if (!changes.isEmpty()) {
            Lines lines = Lines.read(contract.file());
            changes.forEach((place, change) ->
                    findings.add(Finding.of(contract, change, lines, List.copyOf(hit.getOrDefault(place, Set.of())))));
        }
        return findings;
    }

    private static List<Read> reads(DeployedReader.Declared reader, EventName name) {
        return reader.declaration().reads().stream()
                .filter(read -> read.type().equals(name.toString()))
                .toList();
    }

    private static Finding unknown(Contract contract, DeployedReader.Unknown reader) {
        return new Finding(
                type(contract.name()),
                contract.name().major(),
                Finding.READER_UNKNOWN,
                Severity.UNDECIDED,
                "#",
                contract.file(),
                1,
                "Queue " + reader.queue() + " is subscribed, and what is read from it is not known: " + reader.why()
                        + ".",
                "Release its service with a version of the platform that declares what it reads, and name its database"
                        + " in environments.yml; or ask whoever owns it, and exempt this.",
                null,
                List.of(reader.queue()));
    }

    /** Versions that have readers there and no contract here any more, of types that others of are still here. */
    private List<Finding> deleted(List<Contract> now) {
        Set<String> known = now.stream().map(this::topic).collect(Collectors.toSet());
        return Stream.concat(deletedOfOrdered(now), deletedOfOthers(now, known)).toList();
    }

    /** Their topic has all types, so it is the readers who tell which there are. */
    private Stream<Finding> deletedOfOrdered(List<Contract> now) {
        Set<String> known =
                now.stream().map(contract -> contract.name().toString()).collect(Collectors.toSet());
        Set<String> actions =
                now.stream().map(contract -> type(contract.name())).collect(Collectors.toSet());
        return now.stream()
                .filter(contract -> contract.noun().ordered())
                .map(this::topic)
                .distinct()
                .flatMap(topic -> {
                    Map<String, List<String>> consumers = new TreeMap<>();
                    for (var reader : readers.of(topic)) {
                        if (reader instanceof DeployedReader.Declared declared) {
                            declared.declaration().reads().stream()
                                    .filter(read -> !known.contains(read.type()))
                                    .filter(read -> actions.contains(withoutMajor(read.type())))
                                    .forEach(read -> consumers
                                            .computeIfAbsent(read.type(), type -> new ArrayList<>())
                                            .add(declared.service() + "/" + read.handler()));
                        }
                    }
                    return consumers.entrySet().stream()
                            .map(type ->
                                    deleted(withoutMajor(type.getKey()), major(type.getKey()), topic, type.getValue()));
                });
    }

    private static String withoutMajor(String type) {
        return type.substring(0, type.lastIndexOf(".v"));
    }

    private static int major(String type) {
        return Integer.parseInt(type.substring(type.lastIndexOf(".v") + 2));
    }

    private Stream<Finding> deletedOfOthers(List<Contract> now, Set<String> known) {
        return now.stream()
                .filter(contract -> !contract.noun().ordered())
                .map(contract ->
                        new EventName(contract.name().noun(), contract.name().action(), 1))
                .distinct()
                .flatMap(first -> readers.topics(ownTopic(first).replaceFirst("1$", "")).stream()
                        .filter(topic -> !known.contains(topic))
                        .flatMap(topic -> deleted(first, topic)));
    }

    private Stream<Finding> deleted(EventName first, String topic) {
        String version = topic.substring(ownTopic(first).length() - 1);
        if (!version.matches("[1-9][0-9]{0,4}") || readers.of(topic).isEmpty()) {
            return Stream.of();
        }
        int major = Integer.parseInt(version);
        String type = type(first) + ".v" + major;
        var consumers = readers.of(topic).stream()
                .flatMap(reader -> switch (reader) {
                    case DeployedReader.Unknown unknown -> Stream.of(unknown.queue());
                    case DeployedReader.Declared declared ->
                        declared.declaration().reads().stream()
                                .filter(read -> read.type().equals(type))
                                .map(read -> declared.service() + "/" + read.handler());
                })
                .toList();
        return Stream.of(deleted(type(first), major, topic, consumers));
    }

    /** @param type without its version */
    private Finding deleted(String type, int major, String topic, List<String> consumers) {
        return new Finding(
                type,
                major,
                Rule.CONTRACT_DELETED.id(),
                Severity.BREAKING,
                "#",
                folder.resolve(type.replace('.', '/')).resolve("v" + major + ".schema.json"),
                1,
                "The contract is gone, but " + topic + " has readers.",
                "Bring it back until they have moved to another version.",
                null,
                consumers);
    }

    private String topic(Contract contract) {
        return Names.topic(environment, contract.name(), contract.noun().ordered());
    }

    private String ownTopic(EventName name) {
        return Names.topic(environment, name, false);
    }

    private static String type(EventName name) {
        return name.noun() + "." + name.action();
    }
}
