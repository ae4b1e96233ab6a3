package dev.entrega.messaging.health;

/** A part of a service that can say how it is. A bean of this type is shown where the service tells of its health. */
public interface Vital {

    /** Answers from what it knows: at once, whatever state it is in, on any thread. */
    Condition condition();

    /**
     * Whether the service can answer no request while this part is down. What is published waits in the outbox while the
     * broker is down, so that an API goes on without it.
     */
    default boolean isEssential() {
        return false;
    }

    /** Whether a change of it is logged by whoever makes it, so that nobody else has to. */
    default boolean tellsOfItself() {
        return false;
    }
}
