package dev.entrega.messaging;

import dev.entrega.contract.EventType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a service handles, told by the consumer to the topology: declaring a handler is the subscription. */
public record HandledEvents(List<Declared> handlers) {

    /**
     * A handler as its class declares it; once for each version of its event that it can be given.
     *
     * @param handler its name
     * @param type the event type it takes
     * @param reading the same in the form that it is read in, which may be a view
     * @param className where its code is
     * @param lane the lane that it is in
     */
    public record Declared(String handler, EventType<?> type, EventType<?> reading, String className, String lane) {}

    public HandledEvents {
        handlers = List.copyOf(handlers);
    }

    public Set<EventType<?>> types() {
        return handlers.stream().map(Declared::type).collect(Collectors.toUnmodifiableSet());
    }

    public Lanes lanes() {
        return new Lanes(handlers.stream()
                .collect(Collectors.groupingBy(
                        Declared::lane, Collectors.mapping(Declared::type, Collectors.toUnmodifiableSet()))));
    }
}
