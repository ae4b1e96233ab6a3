package dev.entrega.toolbelt.dev.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one service is made of: its {@code src/main}, its {@code contracts} and its {@code pom.xml}. Asked again and again, since the system's own
 * notifications know no folders below folders, and a service has few files. For one thread.
 */
public final class SourceWatch {
    private static final List<String> SOURCES = List.of("src/main", "contracts");

    private final Path folder;
    private long built;
    private long last;

    public SourceWatch(Path folder) {
        this.folder = folder;
        this.built = now();
        this.last = built;
    }

    /** Whether they have changed since the last time this was true, and not since the last call: editors save in steps. */
    public boolean hasSettledChange() {
        long now = now();
        boolean settled = now != built && now == last;
        last = now;
        if (settled) {
            built = now;
        }
        return settled;
    }

    /** A number that any change of names, sizes or times changes. */
    private long now() {
        long sum = mark(folder.resolve("pom.xml"));
        try {
            for (String sources : SOURCES) {
                sum = sum(folder.resolve(sources), sum);
            }
            return sum;
        } catch (IOException | UncheckedIOException e) {
            return last; // A folder went away while it was looked through; the next call sees the rest.
        }
    }

    private static long sum(Path sources, long before) throws IOException {
        if (!Files.isDirectory(sources)) {
            return before;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .mapToLong(SourceWatch::mark)
                    .reduce(before, (sum, mark) -> sum * 31 + mark);
        }
    }

    private static long mark(Path file) {
        try {
            return file.hashCode() + 31L * Files.getLastModifiedTime(file).toMillis() + 961L * Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
