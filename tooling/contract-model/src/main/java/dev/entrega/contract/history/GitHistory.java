package dev.entrega.contract.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.compatibility.History.Revision;
import dev.entrega.contract.model.NounFile;
import dev.entrega.contract.model.SchemaFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The contracts of a folder as a git repository knows them at a commit and before it. Four processes, however many
 * contracts and commits there are.
 */
final class GitHistory {

    private static final String COMMIT = "\u0001";

    private final Git git;
    private final String reference;
    private final Consumer<String> hints;

    /** A version of a file: where it is from, and the id of its content. */
    private record Version(String label, String blob) {}

    GitHistory(Path folder, String reference, Consumer<String> hints) {
        this.git = new Git(folder);
        this.reference = reference;
        this.hints = hints;
    }

    /** @throws ContractException if the folder is in no repository, or the reference is none */
    History read() {
        String commit = commit();
        Map<String, String> files = files(commit);
        Map<String, String> present =
                only(files, path -> SchemaFile.nameOf(path).isPresent());
        Map<String, String> nouns = only(files, path -> NounFile.nounOf(path).isPresent());
        if (present.isEmpty()) {
            hints.accept("there are no contracts in " + git.folder() + " at " + reference
                    + ", so all are new: if the folder was moved, what they were before is not known");
        }
        Map<String, List<Version>> versions = versions(commit);
        present.forEach((path, blob) -> {
            var known = versions.computeIfAbsent(path, each -> new ArrayList<>());
            if (known.isEmpty() || !known.get(known.size() - 1).blob().equals(blob)) {
                known.add(new Version(reference, blob));
            }
        });
        Set<String> blobs = new LinkedHashSet<>(nouns.values());
        versions.values().forEach(all -> all.forEach(version -> blobs.add(version.blob())));
        Map<String, byte[]> contents = contents(blobs);
        return history(present, versions, contents, ordered(nouns, contents));
    }

    private String commit() {
        var inside = git.tryTo(new byte[0], "rev-parse", "--is-shallow-repository");
        if (inside.exitCode() != 0) {
            throw new ContractException(git.folder() + " is in no git repository ("
                    + inside.err().strip() + "): compare with a folder instead");
        }
        if (inside.text().strip().equals("true")) {
            hints.accept(
                    "this clone is shallow, so older versions and burnt names are not known: fetch the whole history");
        }
        return git.commit(reference)
                .orElseThrow(() -> new ContractException("'" + reference + "' is no commit of the repository of "
                        + git.folder() + ": name a branch, a tag or a commit that was fetched"));
    }

    /** Their contents' ids by their paths. */
    private Map<String, String> files(String commit) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String entry : git.ask("ls-tree", "-r", "-z", commit).text().split("\0", -1)) {
            int tab = entry.indexOf('\t');
            if (tab > 0) {
                files.put(entry.substring(tab + 1), entry.substring(0, tab).split(" ", -1)[2]);
            }
        }
        return files;
    }

    private static Map<String, String> only(Map<String, String> files, Predicate<String> path) {
        Map<String, String> only = new LinkedHashMap<>(files);
        only.keySet().removeIf(path.negate());
        return only;
    }

    private Set<String> ordered(Map<String, String> nouns, Map<String, byte[]> contents) {
        Set<String> ordered = new HashSet<>();
        nouns.forEach((path, blob) -> NounFile.nounOf(path)
                .filter(noun ->
                        NounFile.isOrdered(Path.of(reference, path), Objects.requireNonNull(contents.get(blob), blob)))
                .ifPresent(ordered::add));
        return ordered;
    }

    /** Of each path, the oldest first. */
    private Map<String, List<Version>> versions(String commit) {
        Map<String, List<Version>> versions = new HashMap<>();
        String label = "";
        var log = git.ask(
                        "log",
                        "--topo-order",
                        "--raw",
                        "-z",
                        "--no-abbrev",
                        "--no-renames",
                        "-m",
                        "--relative",
                        "--format=" + COMMIT + "%H of %cs",
                        commit,
                        "--",
                        ".")
                .text()
                .split("\0", -1);
        for (int i = 0; i < log.length; i++) {
            String token = log[i].strip();
            if (token.startsWith(COMMIT)) {
                label = token.substring(1, 11) + token.substring(token.indexOf(' '));
            } else if (token.startsWith(":") && i + 1 < log.length) {
                String path = log[++i];
                String blob = token.split(" ", -1)[3];
                if (!blob.matches("0+") && SchemaFile.nameOf(path).isPresent()) {
                    versions.computeIfAbsent(path, each -> new ArrayList<>()).add(0, new Version(label, blob));
                }
            }
        }
        return versions;
    }

    private Map<String, byte[]> contents(Set<String> blobs) {
        Map<String, byte[]> contents = new HashMap<>();
        byte[] asked = (String.join("\n", blobs) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] answer = blobs.isEmpty()
                ? new byte[0]
                : git.tryTo(asked, "cat-file", "--batch").bytes();
        int at = 0;
        while (at < answer.length) {
            int end = at;
            while (answer[end] != '\n') {
                end++;
            }
            var head = new String(answer, at, end - at, StandardCharsets.US_ASCII).split(" ", -1);
            if (head.length < 3) {
                throw new ContractException("git lacks the content " + head[0] + ": fetch the whole repository");
            }
            int size = Integer.parseInt(head[2]);
            byte[] content = new byte[size];
            System.arraycopy(answer, end + 1, content, 0, size);
            contents.put(head[0], content);
            at = end + 1 + size + 1;
        }
        return contents;
    }

    private History history(
            Map<String, String> present,
            Map<String, List<Version>> versions,
            Map<String, byte[]> contents,
            Set<String> ordered) {
        Map<EventName, List<Revision>> revisions = new HashMap<>();
        Set<EventName> names = new LinkedHashSet<>();
        present.keySet().forEach(path -> SchemaFile.nameOf(path).ifPresent(names::add));
        versions.forEach((path, all) -> SchemaFile.nameOf(path).ifPresent(name -> {
            List<Revision> read = new ArrayList<>();
            for (Version version : all) {
                JsonNode schema = schema(path, version, present.get(path), contents);
                if (schema != null
                        && (read.isEmpty()
                                || !read.get(read.size() - 1).schema().equals(schema))) {
                    read.add(new Revision(version.label(), schema));
                }
            }
            revisions.put(name, read);
        }));
        return new History(revisions, names, ordered);
    }

    /** What never was readable was never published with: passed over, but said. What is there now must be. */
    private @Nullable JsonNode schema(
            String path, Version version, @Nullable String present, Map<String, byte[]> contents) {
        byte[] content = contents.get(version.blob());
        if (content == null) {
            throw new ContractException("git lacks " + path + " as it was in " + version.label());
        }
        try {
            return SchemaFile.parse(Path.of(reference, path), content);
        } catch (ContractException e) {
            if (version.blob().equals(present)) {
                throw e;
            }
            hints.accept("passed over as it was in " + version.label() + ": " + e.getMessage());
            return null;
        }
    }
}
