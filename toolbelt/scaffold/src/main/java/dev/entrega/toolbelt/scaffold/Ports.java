package dev.entrega.toolbelt.scaffold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The HTTP ports of services in development, as their {@code dev.env} says them. */
final class Ports {

    /** 8080 to 8089 are the marketplace's own. */
    static final int BEFORE_THE_FIRST = 8089;

    private static final String NAME = "PORT=";

    private Ports() {}

    /** 0 if the file names none. */
    static int in(Path devEnv) {
        try {
            return Files.readAllLines(devEnv).stream()
                    .filter(line -> line.matches(NAME + "\\d{1,5}"))
                    .mapToInt(line -> Integer.parseInt(line.substring(NAME.length())))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(devEnv + " can't be read", e);
        }
    }
}
