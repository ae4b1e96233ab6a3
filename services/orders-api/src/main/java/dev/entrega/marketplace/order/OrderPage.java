package dev.entrega.marketplace.order;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Some orders, the newest first. */
@Introspected
record OrderPage(List<Order> orders) {

    /** Of one order more than were asked for, which only tells whether there are more. */
    static OrderPage of(List<Order> oneMore, int limit) {
        return new OrderPage(oneMore.subList(0, Math.min(limit, oneMore.size())));
    }

    /**
     * The Link header to the orders after these (RFC 8288), if there are any.
     *
     * @param state that all are in, {@code null} if they were asked for whatever theirs is
     */
    Optional<String> next(List<Order> oneMore, @Nullable OrderState state) {
        return oneMore.size() > orders.size()
                ? Optional.of("</orders?limit=%d&cursor=%s%s>; rel=\"next\""
                        .formatted(orders.size(), orders.getLast().id(), state == null ? "" : "&state=" + state.text()))
                : Optional.empty();
    }
}
