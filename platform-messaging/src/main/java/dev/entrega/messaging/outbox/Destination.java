package dev.entrega.messaging.outbox;

/** Where a row of the outbox is sent. */
public sealed interface Destination {

    /** As the lease of it is called. A type has two dots, a noun none and no underscore, a queue an underscore. */
    String name();

    /** To everyone who reads the event: the topic of its type. */
    record OfType(String type) implements Destination {
        @Override
        public String name() {
            return type;
        }
    }

    /** To everyone who reads the events of an ordered noun: its FIFO topic. */
    record OfNoun(String noun) implements Destination {
        @Override
        public String name() {
            return noun;
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
