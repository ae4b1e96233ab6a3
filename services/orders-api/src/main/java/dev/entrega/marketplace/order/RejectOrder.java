package dev.entrega.marketplace.order;

import static dev.entrega.consumer.Outcome.deadLetter;
import static dev.entrega.consumer.Outcome.done;

import dev.entrega.api.workflow.Move;
import dev.entrega.api.workflow.Workflows;
import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderRejectedV1;
import dev.entrega.marketplace.contract.StockRejectedV1;
import dev.entrega.messaging.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stock can't cover it: the order is rejected, unless the buyer has cancelled it meanwhile. */
@Handles("reject-order")
final class RejectOrder implements Handler<StockRejectedV1> {
    private static final Logger LOG = LoggerFactory.getLogger(RejectOrder.class);

    private final Workflows workflows;

    RejectOrder(Workflows workflows) {
        this.workflows = workflows;
    }

    @Override
    public Outcome handle(Event<StockRejectedV1> event) {
        return switch (workflows.move(event.subject(), rejected(event.data()))) {
            case Move.Made made -> done();
            case Move.Refused refused -> {
                LOG.info("order {} stays {}", event.subject(), refused.state());
                yield done();
            }
            case Move.Unknown unknown -> deadLetter("there is no order " + unknown.id());
        };
    }

    private static OrderRejectedV1 rejected(StockRejectedV1 decision) {
        return new OrderRejectedV1(decision.missing().stream()
                .map(shortage ->
                        new OrderRejectedV1.Shortage(shortage.sku(), shortage.requested(), shortage.available()))
                .toList());
    }
}
