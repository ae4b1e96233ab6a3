package dev.entrega.marketplace.order;

import static dev.entrega.consumer.Outcome.deadLetter;
import static dev.entrega.consumer.Outcome.done;

import dev.entrega.api.workflow.Move;
import dev.entrega.api.workflow.Workflows;
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
    private final Workflows workflows;

    ConfirmOrder(Orders orders, Workflows workflows) {
        this.orders = orders;
        this.workflows = workflows;
    }

    @Override
    public Outcome handle(Event<StockReservedV1> event) throws SQLException {
        var order = orders.find(event.subject());
        if (order.isEmpty()) {
            return deadLetter("there is no order " + event.subject());
        }
        return switch (workflows.move(event.subject(), order.get().confirmed())) {
            case Move.Made made -> done();
            case Move.Refused refused -> {
                LOG.info("order {} stays {}", event.subject(), refused.state());
                yield done();
            }
            case Move.Unknown unknown -> deadLetter("there is no order " + unknown.id());
        };
    }
}
