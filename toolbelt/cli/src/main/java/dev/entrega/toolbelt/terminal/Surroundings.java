package dev.entrega.toolbelt.terminal;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process finds around it.
 *
 * @param folder where the user stands
 * @param environment its variables
 * @param keyboard null if nobody can be asked
 * @param input what was piped in
 */
public record Surroundings(
        Path folder,
        Map<String, String> environment,
        @Nullable Keyboard keyboard,
        InputStream input) {

    public static Surroundings ofProcess() {
        return new Surroundings(
                Path.of("").toAbsolutePath(), Map.copyOf(System.getenv()), Keyboard.ofProcess(), System.in);
    }
}
