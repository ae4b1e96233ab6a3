package dev.entrega.marketplace.backoffice;

import dev.entrega.marketplace.backoffice.OrdersApi.Order;
import io.micronaut.http.uri.UriBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page of orders.
 *
 * @param state that was asked for, {@code null} for all
 * @param cursor of the page that was asked for, {@code null} for the newest
 * @param next the cursor of the older ones, {@code null} if there are none
 */
record OrdersView(
        List<Order> orders,
        @Nullable String state,
        @Nullable String cursor,
        @Nullable String next) {

    static final String PATH = "/orders";
    static final String UPDATES = PATH + "/updates";

    OrdersView {
        orders = List.copyOf(orders);
    }

    static OrdersView of(Orders.Found found, @Nullable String state, @Nullable String cursor) {
        return new OrdersView(found.orders(), state, cursor, found.next());
    }

    /** An order changes with its version, and a page with its orders. */
    String mark() {
        String all = orders.stream()
                .map(order -> order.id() + ":" + order.version())
                .collect(Collectors.joining(" ", "", " " + next));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    Freshness freshness(Instant now) {
        return Freshness.fresh(UPDATES, parameters(state, cursor), mark(), now);
    }

    static Map<String, String> parameters(@Nullable String state, @Nullable String cursor) {
        var parameters = new HashMap<String, String>();
        if (state != null) {
            parameters.put("state", state);
        }
        if (cursor != null) {
            parameters.put("cursor", cursor);
        }
        return parameters;
    }

    String older() {
        return address(state, next);
    }

    static String address(@Nullable String state, @Nullable String cursor) {
        UriBuilder address = UriBuilder.of(PATH);
        parameters(state, cursor).forEach(address::queryParam);
        return address.build().toString();
    }
}
