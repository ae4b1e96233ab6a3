package dev.entrega.soak.failpoint;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Orders to this process and its like to end now, as {@code kill -9} would, each a file in a folder: whoever comes to that
 * point first takes the file away and ends. Thread-safe.
 */
@Singleton
@Requires(property = Failpoints.FOLDER)
final class Failpoints {

    static final String FOLDER = "soak.failpoints";

    /** 128 + 9, as a shell tells of it. */
    private static final int KILLED = 137;

    private final Path folder;

    Failpoints(@Property(name = FOLDER) String folder) {
        this.folder = Path.of(folder);
    }

    void reached(String point) {
        try {
            if (Files.deleteIfExists(folder.resolve(point))) {
                Runtime.getRuntime().halt(KILLED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
