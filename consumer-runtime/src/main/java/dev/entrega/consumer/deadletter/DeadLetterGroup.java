package dev.entrega.consumer.deadletter;

import java.time.Instant;

/**
 * Dead letters that failed alike.
 *
 * @param fingerprint 8 hexadecimal digits, the same for the same handler, type, reason and detail but for its numbers
 * @param detail of the newest
 */
public record DeadLetterGroup(
        String fingerprint,
        String handler,
        String type,
        Reason reason,
        String detail,
        long count,
        Instant first,
        Instant last) {}
