package dev.entrega.messaging.outbox;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Message;

/**
 * A claimed row of the outbox.
 *
 * @param attempts how often it has been claimed, this time included
 */
record OutboxEntry(
        long position, String eventId, String type, String source, String subject, String body, int attempts) {

    Message message() {
        return new Message(body, CloudEventFormat.attributes(type, source, subject));
    }
}
