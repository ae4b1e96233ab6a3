package dev.entrega.marketplace.stock;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.messaging.Event;

/**
 * Puts an article's new price beside its stock. The last to come stands, whichever revision it is: that prices come in
 * their order is the platform's work.
 */
@Handles("revalue-stock")
final class RevalueStock implements Handler<PriceChangedV1> {

    private final Stock stock;

    RevalueStock(Stock stock) {
        this.stock = stock;
    }

    @Override
    public Outcome handle(Event<PriceChangedV1> event) {
        stock.revalue(event.subject(), event.data().price(), event.data().revision());
        return Outcome.done();
    }
}
