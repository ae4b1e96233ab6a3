package dev.entrega.contract;

/** The data of an event: a record generated from a contract, immutable, which carries its event type with it. */
public interface EventData {

    /** How a value knows its type, so that whoever publishes it gives only a subject and the value. */
    EventType<?> eventType();
}
