package dev.entrega.consumer;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.Event;
import java.util.concurrent.CountDownLatch;

/** Another handler of the same event, that succeeds unless it lingers. */
@Handles("second")
final class SecondHandler implements Handler<OrderPlacedV1> {

    private final Effects effects;

    SecondHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV1> event) throws Exception {
        effects.add("second", event.subject());
        if (event.subject().startsWith("linger")) {
            new CountDownLatch(1).await(); // For ever.
        }
        return Outcome.done();
    }
}
