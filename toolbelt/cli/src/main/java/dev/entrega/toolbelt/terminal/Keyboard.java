package dev.entrega.toolbelt.terminal;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a person answers. */
@FunctionalInterface
public interface Keyboard {

    /** @return the line that was typed, null at the end of the input */
    @Nullable
    String ask(String question);

    /** The terminal of this process; null if there is none, as under cron or in a pipe. */
    static @Nullable Keyboard ofProcess() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> (Keyboard) question -> console.readLine("%s", question))
                .orElse(null);
    }
}
