package dev.entrega.test;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Service;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The service's handlers and what they take, as its code declares it. */
record Subscriptions(String service, List<Binding> handlers) {

    /** A handler's name and the event type that it takes. */
    record Binding(String handler, EventType<?> type) {}

    static Subscriptions of(ApplicationContext context) {
        return new Subscriptions(
                context.getBean(Service.class).name(),
                context.getBeanDefinitions(Qualifiers.byStereotype(Handles.class)).stream()
                        .map(Subscriptions::binding)
                        .toList());
    }

    private static Binding binding(BeanDefinition<?> handler) {
        Class<?> data = handler.getTypeParameters(Handler.class)[0];
        return new Binding(
                handler.stringValue(Handles.class).orElseThrow(), EventType.of(data.asSubclass(EventData.class)));
    }

    Set<EventType<?>> types() {
        return handlers.stream().map(Binding::type).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException if the service has none of this name */
    Binding handler(String name) {
        return handlers.stream()
                .filter(binding -> binding.handler().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(service + " has no handler \"" + name + "\"; it has "
                        + listed(handlers.stream().map(Binding::handler).toList())));
    }

    /** @throws IllegalArgumentException if no handler takes it: nothing would ever come of it */
    void requireHandled(EventType<?> type) {
        if (!types().contains(type)) {
            throw new IllegalArgumentException("no handler of " + service + " takes " + type + "; they take "
                    + listed(types().stream().map(EventType::name).toList()));
        }
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none at all" : names.stream().sorted().collect(Collectors.joining(", "));
    }
}
