package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox that is to be sent.
 *
 * @param attempts how often the broker has refused it
 */
record OutboxEntry(long position, String eventId, String type, Message message, int attempts) {

    /** Whose order it keeps; null if none. */
    @Nullable
    String group() {
        return message.fifo() == null ? null : message.fifo().group();
    }
}
