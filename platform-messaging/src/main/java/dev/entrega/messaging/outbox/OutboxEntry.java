package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Message;

/**
 * A row of the outbox that is to be sent.
 *
 * @param attempts how often the broker has refused it
 */
record OutboxEntry(long position, String eventId, String type, Message message, int attempts) {}
