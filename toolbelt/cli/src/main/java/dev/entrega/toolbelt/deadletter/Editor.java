package dev.entrega.toolbelt.deadletter;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user's own editor. */
record Editor(String command) {

    /** @throws ToolbeltException if nobody sits there, or no editor is named */
    static Editor of(Session session) {
        var variables = session.surroundings().environment();
        String command = variables.getOrDefault("VISUAL", variables.getOrDefault("EDITOR", ""));
        if (session.surroundings().keyboard() == null || command.isBlank()) {
            throw session.misuse(
                    "say what to change with --set or --file; an editor needs a terminal, and $VISUAL or $EDITOR");
        }
        return new Editor(command);
    }

    /** What the user makes of a text. The file that it passes through is readable by the user alone, and deleted. */
    String edit(String text) {
        try {
            Path file = Files.createTempFile("dead-letter-", ".json");
            try {
                Files.writeString(file, text);
                // As others start it: the variable may hold options.
                int status = new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                if (status != 0) {
                    throw new ToolbeltException(
                            ExitCode.REFUSED, command + " ended with " + status + ", nothing has changed");
                }
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ToolbeltException(ExitCode.REFUSED, command + " can't be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolbeltException(ExitCode.INTERRUPTED, "interrupted, nothing has changed");
        }
    }
}
