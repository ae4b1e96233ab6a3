package dev.entrega.messaging;

/** An event that can't be published as it is, however often: it is too large, or its subject is none. */
public final class UnpublishableEventException extends MessagingException {

    public UnpublishableEventException(String message) {
        super(message);
    }
}
