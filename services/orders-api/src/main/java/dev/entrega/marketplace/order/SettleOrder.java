package dev.entrega.marketplace.order;

import static dev.entrega.consumer.Outcome.deadLetter;
import static dev.entrega.consumer.Outcome.done;

import dev.entrega.api.workflow.Move;
import dev.entrega.api.workflow.Workflows;
import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderSettledV1;
import dev.entrega.marketplace.contract.PayoutDueV1;
import dev.entrega.messaging.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The seller is to be paid: the order is settled, once, however many say so, and only if it is shipped. */
@Handles("settle-order")
final class SettleOrder implements Handler<PayoutDueV1> {
    private static final Logger LOG = LoggerFactory.getLogger(SettleOrder.class);

    private final Workflows workflows;

    SettleOrder(Workflows workflows) {
        this.workflows = workflows;
    }

    @Override
    public Outcome handle(Event<PayoutDueV1> event) {
        return switch (workflows.move(event.subject(), settled(event.data()))) {
            case Move.Made made -> done();
            case Move.Refused refused -> {
                LOG.info("order {} stays {}", event.subject(), refused.state());
                yield done();
            }
            case Move.Unknown unknown -> deadLetter("there is no order " + unknown.id());
        };
    }

    private static OrderSettledV1 settled(PayoutDueV1 payout) {
        var amount = payout.amount();
        return new OrderSettledV1(new OrderSettledV1.Money(amount.amount(), amount.currency()));
    }
}
