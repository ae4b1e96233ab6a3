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
import dev.entrega.toolbelt.contract.DeployedReaders.DeployedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether those who read in an environment now would understand what is published under contracts as they are here. */
final class DeployedCheck {

    private final DeployedReaders readers;
    private final String prefix;
    private final Path folder;

    /**
     * @param prefix of the environment's topics
     * @param folder of the contracts
     */
    DeployedCheck(DeployedReaders readers, String prefix, Path folder) {
        this.readers = readers;
        this.prefix = prefix;
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
        for (var reader : readers.of(topic(contract.name()))) {
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
        Set<String> known = now.stream().map(contract -> topic(contract.name())).collect(Collectors.toSet());
        return now.stream()
                .map(contract ->
                        new EventName(contract.name().noun(), contract.name().action(), 1))
                .distinct()
                .flatMap(first -> readers.topics(topic(first).replaceFirst("1$", "")).stream()
                        .filter(topic -> !known.contains(topic))
                        .flatMap(topic -> deleted(first, topic)))
                .toList();
    }

    private Stream<Finding> deleted(EventName first, String topic) {
        String version = topic.substring(topic(first).length() - 1);
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
        return Stream.of(new Finding(
                type(first),
                major,
                Rule.CONTRACT_DELETED.id(),
                Severity.BREAKING,
                "#",
                folder.resolve(first.noun()).resolve(first.action()).resolve("v" + major + ".schema.json"),
                1,
                "The contract is gone, but " + topic + " has readers.",
                "Bring it back until they have moved to another version.",
                null,
                consumers));
    }

    private String topic(EventName name) {
        return prefix + name.toString().replace('.', '_');
    }

    private static String type(EventName name) {
        return name.noun() + "." + name.action();
    }
}
