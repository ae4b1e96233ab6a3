package dev.entrega.toolbelt.contract.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the site lies. A list of its files lies beside them, so that the next writing deletes what is no longer part of it
 * and touches nothing that somebody else has put there.
 */
public record SiteFolder(Path path) {

    static final String LIST = ".entrega-catalogue";

    /** Why nothing can be written here; empty if it can. */
    public Optional<String> refusal() {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(path)) {
            return Optional.of(path + " is a file: name a folder with --out");
        }
        try (Stream<Path> entries = Files.list(path)) {
            return Files.isRegularFile(path.resolve(LIST)) || entries.findAny().isEmpty()
                    ? Optional.empty()
                    : Optional.of(path + " holds something else than a catalogue: name a new folder, or an empty one");
        } catch (IOException e) {
            return Optional.of(path + " can't be read (" + e + "): name another folder");
        }
    }

    /**
     * Writes files in place of those that were written before.
     *
     * @return why it could not; empty if it could
     */
    public Optional<String> write(Map<String, String> files) {
        try {
            Set<String> before = before();
            for (String file : files.keySet()) {
                if (!before.contains(file) && Files.exists(path.resolve(file))) {
                    return Optional.of(path.resolve(file) + " was put there by somebody else: move it, or name another"
                            + " folder");
                }
            }
            Files.createDirectories(path);
            // Whatever comes between, each file that was written is on the list.
            var all = new TreeSet<>(before);
            all.addAll(files.keySet());
            Files.write(path.resolve(LIST), all);
            for (String old : before) {
                if (!files.containsKey(old)) {
                    Files.deleteIfExists(path.resolve(old));
                }
            }
            for (var file : files.entrySet()) {
                Path target = path.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
            Files.write(path.resolve(LIST), new TreeSet<>(files.keySet()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(path + " can't be written (" + e + "): name another folder, and delete this one");
        }
    }

    /** A list that somebody has changed must not lead out of the folder. */
    private Set<String> before() throws IOException {
        Path list = path.resolve(LIST);
        List<String> lines = Files.isRegularFile(list) ? Files.readAllLines(list) : List.of();
        var files = new TreeSet<String>();
        for (String line : lines) {
            Path file = path.resolve(line).normalize();
            if (!line.isBlank() && file.startsWith(path) && !file.equals(path) && !Files.isDirectory(file)) {
                files.add(line);
            }
        }
        return files;
    }
}
