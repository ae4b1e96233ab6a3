package dev.entrega.messaging;

import dev.entrega.contract.EventType;
import java.util.Set;

/** The event types that a service handles, told by the consumer to the topology: declaring a handler is the subscription. */
public record HandledEvents(Set<EventType<?>> types) {
    public HandledEvents {
        types = Set.copyOf(types);
    }
}
