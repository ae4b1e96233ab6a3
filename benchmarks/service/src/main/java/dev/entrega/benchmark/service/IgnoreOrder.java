package dev.entrega.benchmark.service;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;

/** Does nothing: what is left is the platform. */
@Handles("ignore-order")
@Requires(property = "benchmark.handler", value = "none")
final class IgnoreOrder implements Handler<OrderPlacedV2> {

    @Override
    public Outcome handle(Event<OrderPlacedV2> event) {
        return Outcome.done();
    }
}
