package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.ContractFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The contracts that there are already. Of several of one type the first counts. */
record ContractSource(List<Contract> contracts) {

    private static final Pattern TYPE = Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.v([1-9][0-9]{0,4})");

    static ContractSource at(Path folder) {
        return new ContractSource(ContractFolder.read(folder));
    }

    /** And those of the services beside a new one, each a folder with a Procfile; the owner's before its readers' copies. */
    ContractSource andThoseBeside(Path folder) {
        var all = new ArrayList<>(contracts);
        var copies = new ArrayList<Contract>();
        for (Path service : servicesIn(folder)) {
            for (Contract contract : ContractFolder.read(service.resolve("contracts"))) {
                boolean own = contract.noun().owner().equals(String.valueOf(service.getFileName()));
                (own ? all : copies).add(contract);
            }
        }
        all.addAll(copies);
        return new ContractSource(List.copyOf(all));
    }

    private static List<Path> servicesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(service -> Files.isRegularFile(service.resolve("Procfile")))
                    .filter(service -> Files.isDirectory(service.resolve("contracts")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be looked through", e);
        }
    }

    /**
     * The event type that somebody typed.
     *
     * @throws ScaffoldException if it doesn't have the form of one, or is a known one with a slip in it
     */
    EventName named(String option, String typed) {
        EventName name = parsed(option, typed);
        boolean knownWord = contracts.stream().anyMatch(known -> isSameBesidesVersion(known.name(), name));
        if (!knownWord && !meant(typed).isEmpty()) {
            throw ScaffoldException.misused(
                    option + " is \"" + typed + "\", and there is no such contract" + meant(typed));
        }
        return name;
    }

    /**
     * The same of a type that may be new.
     *
     * @throws ScaffoldException if it doesn't have the form of one
     */
    EventName parsed(String option, String typed) {
        var parts = TYPE.matcher(typed);
        if (!parts.matches()) {
            throw ScaffoldException.misused(option + " is \"" + typed + "\", which is no event type: write it as"
                    + " noun.past-participle.vMAJOR, as in order.placed.v1" + meant(typed));
        }
        try {
            return new EventName(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)));
        } catch (ContractException e) {
            throw ScaffoldException.misused(option + " is \"" + typed + "\": " + e.getMessage());
        }
    }

    static boolean isSameBesidesVersion(EventName one, EventName other) {
        return one.noun().equals(other.noun()) && one.action().equals(other.action());
    }

    /** Also for a type without its version, which is the commonest slip. */
    private String meant(String typed) {
        return Nearest.to(typed, names())
                .or(() -> Nearest.to(typed + ".v1", names()))
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private Stream<String> names() {
        return contracts.stream().map(contract -> contract.name().toString());
    }

    Optional<Contract> find(EventName name) {
        return contracts.stream()
                .filter(contract -> contract.name().equals(name))
                .findFirst();
    }
}
