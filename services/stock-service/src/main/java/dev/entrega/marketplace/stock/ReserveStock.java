package dev.entrega.marketplace.stock;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.StockRejectedV1;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;

/** Reserves all lines of an order, or none of them. */
@Handles("reserve-stock")
@Publishes({StockReservedV1.class, StockRejectedV1.class})
final class ReserveStock implements Handler<OrderPlacedV1> {

    private final Stock stock;
    private final Publisher publisher;

    ReserveStock(Stock stock, Publisher publisher) {
        this.stock = stock;
        this.publisher = publisher;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV1> event) {
        var wanted = Wanted.of(event.data().lines());
        var missing = stock.lockAndFindMissing(wanted);
        if (!missing.isEmpty()) {
            stock.reject(event.subject());
            publisher.publish(event.subject(), new StockRejectedV1(missing));
            return Outcome.done();
        }
        stock.reserve(event.subject(), wanted);
        publisher.publish(event.subject(), new StockReservedV1(wanted.lines()));
        return Outcome.done();
    }
}
