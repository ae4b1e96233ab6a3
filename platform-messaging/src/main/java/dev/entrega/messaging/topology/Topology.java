package dev.entrega.messaging.topology;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.Service;
import java.time.Duration;
import java.util.Set;

/**
 * What a service's code declares: which events it publishes and which it handles.
 *
 * @param visibility for how long SQS hides a received message, at least 5 s
 */
public record Topology(Service service, Set<EventType<?>> published, Set<EventType<?>> handled, Duration visibility) {

    public Topology {
        published = Set.copyOf(published);
        handled = Set.copyOf(handled);
    }

    public Names names() {
        return new Names(service);
    }
}
