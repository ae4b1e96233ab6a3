package dev.entrega.test;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.HandledEvents.Declared;
import dev.entrega.messaging.Service;
import io.micronaut.context.ApplicationContext;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The service's handlers and what they take, as its code declares it. */
record Subscriptions(String service, HandledEvents handled) {

    static Subscriptions of(ApplicationContext context) {
        return new Subscriptions(
                context.getBean(Service.class).name(),
                context.findBean(HandledEvents.class).orElseGet(() -> new HandledEvents(List.of())));
    }

    /**
     * The versions that a handler takes.
     *
     * @throws IllegalArgumentException if the service has none of this name
     */
    List<EventType<?>> takenBy(String name) {
        var taken = handled.handlers().stream()
                .filter(declared -> declared.handler().equals(name))
                .<EventType<?>>map(Declared::type)
                .toList();
        if (taken.isEmpty()) {
            throw new IllegalArgumentException(service + " has no handler \"" + name + "\"; it has " + listed(names()));
        }
        return taken;
    }

    Set<String> names() {
        return handled.handlers().stream().map(Declared::handler).collect(Collectors.toSet());
    }

    /** @throws IllegalArgumentException if no handler takes it: nothing would ever come of it */
    void requireHandled(EventType<?> type) {
        if (!handled.types().contains(type)) {
            throw new IllegalArgumentException("no handler of " + service + " takes " + type + "; they take "
                    + listed(handled.types().stream().map(EventType::name).toList()));
        }
    }

    private static String listed(Collection<String> names) {
        return names.isEmpty() ? "none at all" : names.stream().sorted().collect(Collectors.joining(", "));
    }
}
