package dev.entrega.messaging.outbox;

import java.time.Instant;

/**
 * An event that the broker does not take, and an operator decides about.
 *
 * @param id the number of its row
 * @param destination its type, for the topic of that, or a queue
 * @param reason the broker's
 * @param attempts how often it was refused
 */
public record ParkedEvent(
        long id,
        Instant acceptedAt,
        String eventId,
        String source,
        String type,
        String subject,
        String destination,
        String reason,
        int attempts) {}
