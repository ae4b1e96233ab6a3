package dev.entrega.consumer;

import dev.entrega.contract.EventView;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;

/** A handler that reads two things of an order, and leaves them as its effect. */
@Handles("sale")
@Requires(property = "sale.handler")
final class SaleHandler implements Handler<SaleHandler.Sale> {

    record Sale(String channel, OrderPlacedV2.Money total) implements EventView<OrderPlacedV2> {}

    private final Effects effects;

    SaleHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(Event<Sale> event) throws Exception {
        var sale = event.data();
        effects.add("sale " + sale.channel() + " " + sale.total().amount(), event.subject());
        return Outcome.done();
    }
}
