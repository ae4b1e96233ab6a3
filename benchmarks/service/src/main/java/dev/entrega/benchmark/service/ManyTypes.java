package dev.entrega.benchmark.service;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.HandlerBinding;
import dev.entrega.consumer.Handlers;
import dev.entrega.consumer.Outcome;
import dev.entrega.contract.EventType;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Lanes;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the service handlers of more event types, {@code BENCHMARK_TYPES} in all. None of the others ever comes: what is
 * measured is finding the handler of the one that does.
 */
@Singleton
@Requires(property = "benchmark.types")
final class ManyTypes implements BeanCreatedEventListener<Handlers> {

    private final int types;

    ManyTypes(@Property(name = "benchmark.types") int types) {
        this.types = types;
    }

    @Override
    public Handlers onCreated(BeanCreatedEvent<Handlers> event) {
        var bindings = new ArrayList<HandlerBinding<?>>(event.getBean().bindings());
        Handler<OrderPlacedV2> never = order -> Outcome.done();
        for (int i = 1; i < types; i++) {
            String noun = "noun" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
            bindings.add(new HandlerBinding<>(
                    "handle-" + noun,
                    Lanes.MAIN,
                    new EventType<>(noun, "placed", 1, OrderPlacedV2.class),
                    List.of(),
                    never));
        }
        return new Handlers(bindings);
    }
}
