package dev.entrega.toolbelt.contract;

import dev.entrega.contract.EventName;
import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.catalogue.Participant;
import dev.entrega.contract.catalogue.Participant.Handling;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which contracts are told of, and whether services are asked who publishes and handles them. */
final class CatalogueOption {

    private static final Pattern TYPE = Pattern.compile("([^.]+)\\.([^.]+)\\.v([0-9]{1,5})");

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description =
                    "the system's name (default: NAME of schemas/NAME/contracts, or of the folder that contracts is in)")
    private @Nullable String title;

    @Option(
            names = "--contracts-only",
            description = "don't ask the services who publishes and handles what, so they needn't be built")
    private boolean contractsOnly;

    Path folder(Session session) {
        return contracts.folder(session);
    }

    /**
     * Where the user wants something written.
     *
     * @throws ToolbeltException if that is among the contracts, where nothing else may stand
     */
    Path outside(Session session, Path out) {
        Path path = session.surroundings().folder().resolve(out).normalize();
        Path folder = folder(session);
        if (path.startsWith(folder)) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    path + " lies among the contracts in " + folder + ", which could not be read any more: name another"
                            + " place with --out");
        }
        return path;
    }

    /**
     * Contracts with what services say of them.
     *
     * @param unknown services that could not be asked, with the reason
     */
    record Asked(Catalogue catalogue, List<String> unknown) {

        int exitCode() {
            return unknown.isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
        }
    }

    /**
     * Reads contracts and asks services.
     *
     * @param service whose part is wanted; empty for all
     */
    Asked read(Session session, String service) {
        Path folder = folder(session);
        var read = ContractsOption.read(folder);
        if (contractsOnly && !service.isEmpty()) {
            throw session.misuse("--contracts-only leaves nothing to say of " + service + ": leave one of them out");
        }
        var wanted = service.isEmpty() ? null : session.project().service(service);
        var readers = contractsOnly ? new Readers(List.of(), List.of(), List.of()) : Readers.of(session);
        var services = participants(readers);
        if (wanted != null && services.stream().noneMatch(each -> each.name().equals(service))) {
            session.describe(wanted); // says why nothing is known of it
            services.add(new Participant(service, List.of(), List.of()));
        }
        var all = new Catalogue(title != null ? title : title(folder), read, services);
        var told =
                new Asked(service.isEmpty() ? all : all.of(service), service.isEmpty() ? readers.unknown() : List.of());
        tell(session, told);
        return told;
    }

    private void tell(Session session, Asked told) {
        var output = session.output();
        var foreign = told.catalogue().foreign();
        if (!foreign.isEmpty()) {
            output.say("left out, since DIR has no contract of it: "
                    + String.join(
                            ", ", foreign.stream().map(EventName::toString).toList()));
        }
        told.unknown().forEach(service -> output.say("not known: " + service));
        if (!told.unknown().isEmpty()) {
            output.say("with --contracts-only services are left out");
        } else if (told.catalogue().services().isEmpty() && !contractsOnly) {
            output.say("no services are found from here, so nobody is named who publishes or handles");
        }
    }

    private static List<Participant> participants(Readers readers) {
        Map<String, List<EventName>> publishes = new TreeMap<>();
        Map<String, List<Handling>> handles = new TreeMap<>();
        for (var each : readers.publishers()) {
            publishes.computeIfAbsent(each.service(), name -> new ArrayList<>()).add(name(each.type()));
        }
        for (var each : readers.readers()) {
            handles.computeIfAbsent(each.service(), name -> new ArrayList<>())
                    .add(new Handling(each.handler(), name(each.type()), each.reads()));
        }
        var names = new TreeSet<>(publishes.keySet());
        names.addAll(handles.keySet());
        List<Participant> participants = new ArrayList<>();
        names.forEach(name -> participants.add(
                new Participant(name, publishes.getOrDefault(name, List.of()), handles.getOrDefault(name, List.of()))));
        return participants;
    }

    private static EventName name(String type) {
        Matcher parts = TYPE.matcher(type);
        if (!parts.matches()) {
            throw new ToolbeltException(
                    ExitCode.USAGE, "a service names the type " + type + ", which is not of the form order.placed.v1");
        }
        return new EventName(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)));
    }

    /** The folder that is called contracts has no name of its own. */
    private static String title(Path folder) {
        Path named = folder.toAbsolutePath().normalize();
        Path parent = named.getParent();
        return String.valueOf(
                named.endsWith("contracts") && parent != null && parent.getFileName() != null
                        ? parent.getFileName()
                        : named.getFileName());
    }
}
