package dev.entrega.benchmark.service;

import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.HandledEvents.Declared;
import dev.entrega.messaging.Lanes;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Declares the further handlers of one event that {@link MoreHandlers} gives the service, as their classes would. */
@Singleton
@Requires(property = "benchmark.handlers")
final class MoreDeclared implements BeanCreatedEventListener<HandledEvents> {

    private final int handlers;

    MoreDeclared(@Property(name = "benchmark.handlers") int handlers) {
        this.handlers = handlers;
    }

    static List<String> names(int handlers) {
        return IntStream.range(1, handlers).mapToObj(i -> "ignore-order-" + i).toList();
    }

    @Override
    public HandledEvents onCreated(BeanCreatedEvent<HandledEvents> event) {
        var more = names(handlers).stream()
                .map(name -> new Declared(
                        name, OrderPlacedV2.TYPE, OrderPlacedV2.TYPE, MoreHandlers.class.getName(), Lanes.MAIN));
        return new HandledEvents(
                Stream.concat(event.getBean().handlers().stream(), more).toList());
    }
}
