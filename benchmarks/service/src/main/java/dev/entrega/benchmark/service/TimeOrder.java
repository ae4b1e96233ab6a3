package dev.entrega.benchmark.service;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Notes when it was called for which event. */
@Handles("time-order")
@Requires(property = "benchmark.handler", value = "timed")
final class TimeOrder implements Handler<OrderPlacedV2> {

    private final ConcurrentHashMap<String, Long> begun = new ConcurrentHashMap<>();

    @Override
    public Outcome handle(Event<OrderPlacedV2> event) {
        begun.putIfAbsent(event.id(), System.nanoTime());
        return Outcome.done();
    }

    /** In the clock of {@link System#nanoTime}; null if it has not been called yet. */
    @Nullable
    Long begun(String eventId) {
        return begun.get(eventId);
    }
}
