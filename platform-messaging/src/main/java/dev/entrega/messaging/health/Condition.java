package dev.entrega.messaging.health;

/**
 * How a part of a service is.
 *
 * @param part lower-case words joined by hyphens, unique in the service, as {@code outbox}
 * @param detail what an operator needs to know, in a few words; never a payload, nor a secret
 */
public record Condition(String part, Level level, String detail) {

    /** From good to bad. */
    public enum Level {
        UP,
        /** It works, but not as it should; an operator is to look. */
        DEGRADED,
        /** It doesn't do its work. */
        DOWN
    }

    public static Condition up(String part, String detail) {
        return new Condition(part, Level.UP, detail);
    }

    public static Condition degraded(String part, String detail) {
        return new Condition(part, Level.DEGRADED, detail);
    }

    public static Condition down(String part, String detail) {
        return new Condition(part, Level.DOWN, detail);
    }
}
