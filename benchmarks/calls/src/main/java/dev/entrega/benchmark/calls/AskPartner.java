package dev.entrega.benchmark.calls;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;

/** Needs the partner, beside a handler that doesn't. */
@Handles(value = "ask-partner", lane = "partner", needs = "partner")
@Requires(property = "benchmark.handler", value = "timed")
final class AskPartner implements Handler<OrderPlacedV2> {

    private final PartnerApi partner;

    AskPartner(PartnerApi partner) {
        this.partner = partner;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV2> event) {
        partner.answer();
        return Outcome.done();
    }
}
