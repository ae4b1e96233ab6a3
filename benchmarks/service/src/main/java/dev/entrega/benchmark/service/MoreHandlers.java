package dev.entrega.benchmark.service;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.HandlerBinding;
import dev.entrega.consumer.Handlers;
import dev.entrega.consumer.Outcome;
import dev.entrega.contract.EventType;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Lanes;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the service handlers of more event types, {@code BENCHMARK_TYPES} in all, of which one comes: what is measured is
 * finding its handler. Or more handlers of that one, {@code BENCHMARK_HANDLERS} in all, which take it one after the other.
 */
@Singleton
final class MoreHandlers implements BeanCreatedEventListener<Handlers> {

    private final int types;
    private final int handlers;

    MoreHandlers(
            @Property(name = "benchmark.types", defaultValue = "1") int types,
            @Property(name = "benchmark.handlers", defaultValue = "1") int handlers) {
        this.types = types;
        this.handlers = handlers;
    }

    @Override
    public Handlers onCreated(BeanCreatedEvent<Handlers> event) {
        var bindings = new ArrayList<HandlerBinding<?>>(event.getBean().bindings());
        Handler<OrderPlacedV2> nothing = order -> Outcome.done();
        for (int i = 1; i < types; i++) {
            String noun = "noun" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
            bindings.add(new HandlerBinding<>(
                    "handle-" + noun,
                    Lanes.MAIN,
                    new EventType<>(noun, "placed", 1, OrderPlacedV2.class),
                    List.of(),
                    nothing));
        }
        MoreDeclared.names(handlers)
                .forEach(name ->
                        bindings.add(new HandlerBinding<>(name, Lanes.MAIN, OrderPlacedV2.TYPE, List.of(), nothing)));
        return new Handlers(bindings);
    }
}
