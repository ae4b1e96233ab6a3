package dev.entrega.toolbelt.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The handlers that are to fail, one name a line. Read anew each time, since a few microseconds don't matter here. */
record FaultFile(Path path) {

    /** None if there is no such file. */
    Set<String> names() {
        try {
            return Files.readAllLines(path).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (NoSuchFileException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be read", e);
        }
    }
}
