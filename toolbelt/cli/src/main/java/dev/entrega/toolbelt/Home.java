package dev.entrega.toolbelt;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.file.Path;

/** The folder of the clone, as {@code bin/toolbelt} names it. */
final class Home {
    private static final String PROPERTY = "entrega.home";

    private Home() {}

    static Path find() {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "the folder of the clone is unknown, since this jar was not started by bin/toolbelt: start it so, or add -D"
                            + PROPERTY + "=FOLDER");
        }
        return Path.of(home);
    }
}
