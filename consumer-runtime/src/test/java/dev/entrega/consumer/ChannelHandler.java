package dev.entrega.consumer;

import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;

/** A handler of the newer version, which leaves as its effect what only that tells. */
@Handles("channel")
@Requires(property = "channel.handler")
final class ChannelHandler implements Handler<OrderPlacedV2> {

    private final Effects effects;

    ChannelHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV2> event) throws Exception {
        effects.add("channel " + event.data().channel(), event.subject());
        return Outcome.done();
    }
}
