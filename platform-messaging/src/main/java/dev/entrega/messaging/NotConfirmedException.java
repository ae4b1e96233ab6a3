package dev.entrega.messaging;

/** The broker has not said that it has an event, which may or may not be published. To be published again. */
public final class NotConfirmedException extends MessagingException {

    public NotConfirmedException(String message) {
        super(message);
    }

    public NotConfirmedException(String message, Throwable cause) {
        super(message, cause);
    }
}
