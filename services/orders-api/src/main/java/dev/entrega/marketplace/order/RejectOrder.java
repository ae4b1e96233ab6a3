package dev.entrega.marketplace.order;

import static dev.entrega.consumer.Outcome.deadLetter;
import static dev.entrega.consumer.Outcome.done;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.StockRejectedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stock can't cover it: the order is rejected, unless the buyer has cancelled it meanwhile. */
@Handles("reject-order")
final class RejectOrder implements Handler<StockRejectedV1> {
    private static final Logger LOG = LoggerFactory.getLogger(RejectOrder.class);

    private final Orders orders;

    RejectOrder(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Outcome handle(Event<StockRejectedV1> event) throws SQLException {
        return switch (orders.advance(event.subject(), OrderState.REJECTED)) {
            case Transition.Made made -> done();
            case Transition.Refused refused -> {
                LOG.info("order {} stays {}", event.subject(), refused.state().text());
                yield done();
            }
            case Transition.UnknownOrder unknown -> deadLetter("there is no order " + event.subject());
        };
    }
}
