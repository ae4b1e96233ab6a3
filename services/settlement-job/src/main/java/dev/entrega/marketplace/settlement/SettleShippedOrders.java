package dev.entrega.marketplace.settlement;

import dev.entrega.client.NextPage;
import dev.entrega.job.Job;
import dev.entrega.job.JobContext;
import dev.entrega.job.JobSchedule;
import dev.entrega.marketplace.contract.PayoutDueV1;
import dev.entrega.marketplace.settlement.OrdersApi.Order;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import dev.entrega.messaging.Transactions;
import java.util.List;
import java.util.Optional;

/**
 * Says of each shipped order that its payout is due. Whoever owns the orders settles each once, so what two runs say of the
 * same order, since the first was not heard yet, has one effect.
 */
@JobSchedule(name = "settle-shipped-orders", every = "1m")
@Publishes(PayoutDueV1.class)
final class SettleShippedOrders implements Job {
    private static final String SHIPPED = "shipped";
    private static final int PAGE = 100;

    private final OrdersApi api;
    private final Publisher publisher;
    private final Optional<Transactions> transactions;

    /** @param transactions empty without a database */
    SettleShippedOrders(OrdersApi api, Publisher publisher, Optional<Transactions> transactions) {
        this.api = api;
        this.publisher = publisher;
        this.transactions = transactions;
    }

    @Override
    public void run(JobContext context) {
        int settled = 0;
        String cursor = null;
        do {
            var answer = api.list(SHIPPED, PAGE, cursor);
            var orders = answer.getBody()
                    .orElseThrow(() -> new IllegalStateException("orders-api has answered without a page"))
                    .orders();
            transactions.ifPresentOrElse(its -> its.write(connection -> publish(orders)), () -> publish(orders));
            settled += orders.size();
            cursor = NextPage.cursorAfter(answer).orElse(null);
            context.progress(settled, cursor == null ? settled : settled + PAGE);
        } while (cursor != null);
        if (settled > 0) {
            context.log(settled + " payouts are due");
        }
    }

    private int publish(List<Order> orders) {
        for (var order : orders) {
            var total = order.total();
            publisher.publish(order.id(), new PayoutDueV1(new PayoutDueV1.Money(total.amount(), total.currency())));
        }
        return orders.size();
    }
}
