package dev.entrega.messaging.outbox;

/** Where a row of the outbox is sent. */
public sealed interface Destination {

    /** To everyone who reads the event: the topic of its type. */
    record OfType(String type) implements Destination {}

    /** To one reader alone: its queue. What an operator brings back is nobody else's business. */
    record OfQueue(String queue) implements Destination {}
}
