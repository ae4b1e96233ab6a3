package dev.entrega.messaging;

import org.jspecify.annotations.Nullable;

/** A message that is no CloudEvent of ours and never will be, however often it is read. */
public final class MalformedEventException extends MessagingException {

    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
