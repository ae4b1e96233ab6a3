package dev.entrega.marketplace.order;

import static dev.entrega.marketplace.order.OrderState.CANCELLED;
import static dev.entrega.marketplace.order.OrderState.CONFIRMED;
import static dev.entrega.marketplace.order.OrderState.PLACED;
import static dev.entrega.marketplace.order.OrderState.REJECTED;
import static dev.entrega.marketplace.order.OrderState.SETTLED;
import static dev.entrega.marketplace.order.OrderState.SHIPPED;

import dev.entrega.api.workflow.Workflow;
import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.marketplace.contract.OrderConfirmedV1;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.marketplace.contract.OrderRejectedV1;
import dev.entrega.marketplace.contract.OrderSettledV1;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The way of an order, and the events that tell others of it. */
@Factory
@Publishes({
    OrderPlacedV2.class,
    OrderPlacedV1.class,
    OrderConfirmedV1.class,
    OrderRejectedV1.class,
    OrderShippedV1.class,
    OrderSettledV1.class,
    OrderCancelledV1.class
})
final class OrderWorkflow {

    /** Far beyond what the stock takes after a day out of order. */
    private static final Duration PATIENCE = Duration.ofDays(2);

    @Singleton
    Workflow<OrderState> workflow(Orders orders) {
        return Workflow.over("orders", OrderState.class)
                .begin(PLACED, OrderPlacedV2.class)
                .move(PLACED, CONFIRMED, OrderConfirmedV1.class)
                .move(PLACED, REJECTED, OrderRejectedV1.class)
                .move(CONFIRMED, SHIPPED, OrderShippedV1.class)
                .move(SHIPPED, SETTLED, OrderSettledV1.class)
                .move(PLACED, CANCELLED, OrderCancelledV1.class)
                .move(CONFIRMED, CANCELLED, OrderCancelledV1.class)
                .timeout(
                        PLACED,
                        PATIENCE,
                        OrderCancelledV1.class,
                        id -> orders.get(id).cancelled("The stock has not answered in time."))
                .build();
    }
}
