package dev.entrega.marketplace.order;

import dev.entrega.api.EntityTag;
import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import io.micronaut.core.annotation.Introspected;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * An order as it is read.
 *
 * @param version from 1, counted up with each transition
 */
@Introspected
record Order(
        String id,
        OrderState state,
        PlaceOrder.Buyer buyer,
        List<Line> lines,
        Money total,
        int version,
        Instant placedAt,
        Instant changedAt) {

    /** Those who order here order in the marketplace's own shop. */
    private static final String CHANNEL = "shop";

    @Introspected
    record Line(String sku, long quantity, Money unitPrice) {}

    Order with(List<Line> otherLines) {
        return new Order(id, state, buyer, otherLines, total, version, placedAt, changedAt);
    }

    URI location() {
        return URI.create("/orders/" + id);
    }

    EntityTag tag() {
        return new EntityTag(version);
    }

    OrderPlacedV2 placed() {
        return new OrderPlacedV2(
                CHANNEL,
                new OrderPlacedV2.Buyer(buyer.name(), buyer.email(), buyer.address()),
                lines.stream()
                        .map(line -> new OrderPlacedV2.Line(line.sku(), line.quantity(), contract(line.unitPrice())))
                        .toList(),
                contract(total));
    }

    OrderCancelledV1 cancelled(String reason) {
        return new OrderCancelledV1(
                reason,
                lines.stream()
                        .map(line -> new OrderCancelledV1.Line(line.sku(), line.quantity()))
                        .toList());
    }

    private static OrderPlacedV2.Money contract(Money money) {
        return new OrderPlacedV2.Money(money.amount(), money.currency());
    }
}
