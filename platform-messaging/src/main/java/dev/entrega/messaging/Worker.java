package dev.entrega.messaging;

/** Something of the platform that works in the background of a service from its start to its end. */
public interface Worker {

    /** Begins to work, when tables and topology are there. Returns at once. */
    void start();

    /** Finishes what is in hand within its own limit of time and stops. */
    void stop();
}
