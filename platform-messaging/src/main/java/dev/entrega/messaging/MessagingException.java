package dev.entrega.messaging;

import org.jspecify.annotations.Nullable;

/** The root of what can go wrong in publishing and in the infrastructure behind it. Carries ids, never payloads. */
public class MessagingException extends RuntimeException {

    public MessagingException(String message) {
        super(message);
    }

    public MessagingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Never null: the constructors demand it. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
