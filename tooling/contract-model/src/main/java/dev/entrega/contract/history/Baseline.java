package dev.entrega.contract.history;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.compatibility.History.Revision;
import dev.entrega.contract.model.ContractFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What contracts are held against: {@code git:REF}, with all that came before it, or a folder. */
public final class Baseline {

    /** What a reference of the contracts' own repository begins with. */
    public static final String GIT = "git:";

    private Baseline() {}

    /**
     * The contracts as they were.
     *
     * @param folder  of the contracts now, whose history is meant
     * @param against {@code git:REF} or a folder
     * @param from    what a folder is relative to
     * @param hints   is told what is not known, a line each
     * @throws ContractException if there is no such baseline, or it can't be read
     */
    public static History read(Path folder, String against, Path from, Consumer<String> hints) {
        if (against.startsWith(GIT)) {
            return new GitHistory(folder, against.substring(GIT.length()), hints).read();
        }
        Path other = from.resolve(against).normalize();
        if (!Files.isDirectory(other)) {
            throw new ContractException(other + " is no folder: name one that holds contracts");
        }
        Map<EventName, List<Revision>> revisions = new LinkedHashMap<>();
        Set<String> ordered = new HashSet<>();
        for (var contract : ContractFolder.read(other)) {
            revisions.put(contract.name(), List.of(new Revision(against, contract.schema())));
            if (contract.noun().ordered()) {
                ordered.add(contract.noun().name());
            }
        }
        return new History(revisions, revisions.keySet(), ordered);
    }

    /**
     * The first of some references that the repository of a folder knows, as {@code git:REF}; empty if it knows none, as
     * where there is no repository or no git.
     *
     * @param hints is told why nothing is known, in a line
     */
    public static Optional<String> firstOf(Path folder, List<String> references, Consumer<String> hints) {
        try {
            Git git = new Git(folder);
            var first = references.stream()
                    .filter(reference -> git.commit(reference).isPresent())
                    .map(reference -> GIT + reference)
                    .findFirst();
            if (first.isEmpty()) {
                hints.accept(git.refusal()
                        .orElse("the repository of " + folder + " knows none of " + String.join(", ", references)));
            }
            return first;
        } catch (ContractException e) {
            hints.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * The content of a file as it was.
     *
     * @param named {@code git:REF:FILE}
     * @param from  what the file is relative to
     * @throws ContractException if there was none
     */
    public static byte[] file(String named, Path from) {
        String place = named.startsWith(GIT) ? named.substring(GIT.length()) : "";
        int colon = place.indexOf(':');
        if (colon < 1 || place.startsWith("-")) {
            throw new ContractException(named + " is not of the form git:REF:FILE");
        }
        var answer = new Git(from)
                .tryTo(new byte[0], "cat-file", "blob", place.substring(0, colon) + ":./" + place.substring(colon + 1));
        if (answer.exitCode() != 0) {
            throw new ContractException(
                    named + " can't be read: " + answer.err().strip());
        }
        return answer.bytes();
    }
}
