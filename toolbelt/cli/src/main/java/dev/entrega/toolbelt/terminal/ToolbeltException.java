package dev.entrega.toolbelt.terminal;

import org.jspecify.annotations.Nullable;

/** A command can't do its work; the message says what, why and what to do, in one line. */
public final class ToolbeltException extends RuntimeException {
    private final int exitCode;
    private final @Nullable String next;

    public ToolbeltException(int exitCode, String message) {
        this(exitCode, message, null);
    }

    /** @param next the command to type now, without the program's name */
    public ToolbeltException(int exitCode, String message, @Nullable String next) {
        super(message);
        this.exitCode = exitCode;
        this.next = next;
    }

    public int exitCode() {
        return exitCode;
    }

    public @Nullable String next() {
        return next;
    }
}
