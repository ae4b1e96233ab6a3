package dev.entrega.marketplace.demo;

import org.jspecify.annotations.Nullable;

/** The marketplace can't be run; the message says what, why and what to do, in one line. */
public final class MarketplaceException extends RuntimeException {
    private static final int NOT_FOUND = 3;
    private static final int UNREACHABLE = 6;

    private final int exitCode;

    private MarketplaceException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A file that must be there is not. */
    static MarketplaceException missing(String message) {
        return new MarketplaceException(NOT_FOUND, message, null);
    }

    /** Something doesn't start, or doesn't answer. */
    static MarketplaceException unreachable(String message, @Nullable Throwable cause) {
        return new MarketplaceException(UNREACHABLE, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
