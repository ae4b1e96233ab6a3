package dev.entrega.marketplace.backoffice;

import dev.entrega.marketplace.backoffice.OrdersApi.Order;
import dev.entrega.marketplace.backoffice.OrdersApi.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of an order.
 *
 * @param key under which it is cancelled, if it is
 * @param token that lets a form of this page pass
 * @param reason that was given for a cancellation that did not come about, empty for none
 * @param problem why it did not, {@code null} if nothing was tried
 */
record OrderView(
        Order order,
        List<Transition> history,
        String key,
        String token,
        String reason,
        @Nullable String problem) {

    OrderView {
        history = List.copyOf(history);
    }

    static OrderView of(Order order, List<Transition> history, String token) {
        return new OrderView(order, history, Keys.fresh(), token, "", null);
    }

    OrderView withProblem(String sentReason, String sentKey, String why) {
        return new OrderView(order, history, sentKey, token, sentReason, why);
    }

    static String address(String id) {
        return OrdersView.PATH + "/" + id;
    }

    static String updates(String id) {
        return address(id) + "/updates";
    }

    Freshness freshness(Instant now) {
        return Freshness.fresh(updates(order.id()), Map.of(), mark(), now);
    }

    String mark() {
        return Long.toString(order.version());
    }
}
