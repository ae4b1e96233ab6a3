package dev.entrega.consumer;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.Event;

/** Another handler of the same event, that always succeeds. */
@Handles("second")
final class SecondHandler implements Handler<OrderPlacedV1> {

    private final Effects effects;

    SecondHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV1> event) throws Exception {
        effects.add("second", event.subject());
        return Outcome.done();
    }
}
