package dev.entrega.messaging.health;

/** A part of a service that can say how it is. A bean of this type is shown where the service tells of its health. */
public interface Vital {

    /** Answers from what it knows: at once, whatever state it is in, on any thread. */
    Condition condition();
}
