package dev.entrega.marketplace.order;

import static dev.entrega.consumer.Outcome.deadLetter;
import static dev.entrega.consumer.Outcome.done;

import dev.entrega.api.RefusedException;
import dev.entrega.api.workflow.Workflows;
import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderReceivedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partner's order is placed as one of ours, at our prices, once for each of the partner's numbers. */
@Handles("place-received-order")
final class PlaceReceivedOrder implements Handler<OrderReceivedV1> {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceReceivedOrder.class);

    private final Orders orders;
    private final Pricing pricing;
    private final Workflows workflows;

    PlaceReceivedOrder(Orders orders, Pricing pricing, Workflows workflows) {
        this.orders = orders;
        this.pricing = pricing;
        this.workflows = workflows;
    }

    @Override
    public Outcome handle(Event<OrderReceivedV1> event) throws SQLException {
        var received = event.data();
        if (orders.isPlaced(received.channel(), received.reference())) {
            LOG.info("{} was placed before", event.subject());
            return done();
        }
        List<Order.Line> lines;
        try {
            lines = pricing.priced(wanted(received));
        } catch (RefusedException e) {
            return deadLetter("it asks for products that there are not");
        }
        Order order = orders.place(Origin.partner(received.channel(), received.reference()), buyer(received), lines);
        workflows.begin(order.id(), order.placed());
        return done();
    }

    private static List<PlaceOrder.Line> wanted(OrderReceivedV1 received) {
        return received.lines().stream()
                .map(line -> new PlaceOrder.Line(line.sku(), Math.toIntExact(line.quantity())))
                .toList();
    }

    private static PlaceOrder.Buyer buyer(OrderReceivedV1 received) {
        var buyer = received.buyer();
        return new PlaceOrder.Buyer(buyer.name(), buyer.email(), buyer.address());
    }
}
