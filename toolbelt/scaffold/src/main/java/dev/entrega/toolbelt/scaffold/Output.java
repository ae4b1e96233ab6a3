package dev.entrega.toolbelt.scaffold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Writes files, and remembers which. A file that is there is left as it is. */
final class Output {

    private final TreeSet<Path> written = new TreeSet<>();

    void write(Path file, String text) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, text);
                written.add(file);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    void replace(Path file, String text) {
        try {
            Files.writeString(file, text);
            written.add(file);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** At the end of a file, which may be there or not, if it isn't one of its lines yet. */
    void addLine(Path file, String line) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            if (text.lines().noneMatch(line::equals)) {
                Files.createDirectories(file.resolveSibling("."));
                replace(file, text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n");
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    void copy(Path file, Path to) {
        write(to, read(file));
    }

    String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static UncheckedIOException failed(Path file, IOException e) {
        return new UncheckedIOException(file + " can't be read or written", e);
    }

    List<Path> written() {
        return List.copyOf(written);
    }
}
