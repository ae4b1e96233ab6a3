package dev.entrega.marketplace.order;

import static dev.entrega.consumer.Outcome.deadLetter;
import static dev.entrega.consumer.Outcome.done;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stock holds everything back: the order is confirmed, unless the buyer has cancelled it meanwhile. */
@Handles("confirm-order")
final class ConfirmOrder implements Handler<StockReservedV1> {
    private static final Logger LOG = LoggerFactory.getLogger(ConfirmOrder.class);

    private final Orders orders;

    ConfirmOrder(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Outcome handle(Event<StockReservedV1> event) throws SQLException {
        return switch (orders.advance(event.subject(), OrderState.CONFIRMED)) {
            case Transition.Made made -> done();
            case Transition.Refused refused -> {
                LOG.info("order {} stays {}", event.subject(), refused.state().text());
                yield done();
            }
            case Transition.UnknownOrder unknown -> deadLetter("there is no order " + event.subject());
        };
    }
}
