package dev.entrega.toolbelt;

/** A command can't do its work; the message says what, why and what to do, in one line. */
final class ToolbeltException extends RuntimeException {
    private final int exitCode;

    ToolbeltException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
