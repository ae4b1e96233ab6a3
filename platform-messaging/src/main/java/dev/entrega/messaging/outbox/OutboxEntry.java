package dev.entrega.messaging.outbox;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * A claimed row of the outbox.
 *
 * @param queue the one queue it is for, null if it is for the topic of its type
 * @param attempts how often it has been claimed, this time included
 */
record OutboxEntry(
        long position,
        String eventId,
        String type,
        String source,
        String subject,
        String body,
        @Nullable String queue,
        int attempts) {

    Destination destination() {
        return queue == null ? new Destination.OfType(type) : new Destination.OfQueue(queue);
    }

    Message message() {
        return new Message(body, CloudEventFormat.attributes(type, source, subject));
    }
}
