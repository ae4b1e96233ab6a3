package dev.entrega.messaging.outbox;

/** Where a row of the outbox is sent. */
public sealed interface Destination {

    /** As the lease of it is called; the type has dots, a queue has none or one. */
    String name();

    /** To everyone who reads the event: the topic of its type. */
    record OfType(String type) implements Destination {
        @Override
        public String name() {
            return type;
        }
    }

    /** To one reader alone: its queue. What an operator brings back is nobody else's business. */
    record OfQueue(String queue) implements Destination {
        @Override
        public String name() {
            return queue;
        }
    }
}
