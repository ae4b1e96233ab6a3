package dev.entrega.marketplace.deploys;

/** The proof could not be made; the message says what, why and what to do, in one line. */
public final class DeploysException extends RuntimeException {
    DeploysException(String message) {
        super(message);
    }

    DeploysException(String message, Throwable cause) {
        super(message, cause);
    }
}
