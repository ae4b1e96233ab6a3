package dev.entrega.test;

/**
 * An event that ended in a handler without an effect.
 *
 * @param reason why, as {@code REJECTED} or {@code ATTEMPTS_EXHAUSTED}
 * @param detail what the handler said, or the class of its last exception
 */
public record DeadLetter(String eventId, String type, String subject, String reason, String detail) {}
