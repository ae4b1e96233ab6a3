package dev.entrega.benchmark.service;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;
import java.time.Duration;

/** Takes its time, so that messages wait in the queue. */
@Handles("ponder-order")
@Requires(property = "benchmark.handler", value = "slow")
final class PonderOrder implements Handler<OrderPlacedV2> {

    private static final Duration TIME = Duration.ofMillis(10);

    @Override
    public Outcome handle(Event<OrderPlacedV2> event) throws InterruptedException {
        Thread.sleep(TIME);
        return Outcome.done();
    }
}
