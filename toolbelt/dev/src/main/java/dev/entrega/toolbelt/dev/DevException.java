package dev.entrega.toolbelt.dev;

import org.jspecify.annotations.Nullable;

/** The run can't begin; the message says what, why and what to do, in one line. */
final class DevException extends RuntimeException {
    static final int NOT_FOUND = 3;
    static final int REFUSED = 4;
    static final int UNREACHABLE = 6;

    private final int exitCode;

    DevException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
