package dev.entrega.marketplace.backoffice.login;

/** What the issuer, or somebody in its place, has sent doesn't prove who logs in. Its message holds nothing secret. */
final class UnprovenException extends Exception {
    UnprovenException(String message) {
        super(message);
    }
}
