package dev.entrega.consumer;

import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;

/** A handler that only the newer version of the service has: the one that is started with {@code NEWER_CODE}. */
@Handles("newer")
@Requires(property = "newer.code")
final class NewerHandler implements Handler<OrderShippedV1> {

    private final Effects effects;

    NewerHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(Event<OrderShippedV1> event) throws Exception {
        effects.add("newer", event.subject());
        return Outcome.done();
    }
}
