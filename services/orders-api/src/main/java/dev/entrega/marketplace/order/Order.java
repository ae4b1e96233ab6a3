package dev.entrega.marketplace.order;

import dev.entrega.api.EntityTag;
import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.marketplace.contract.OrderConfirmedV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import io.micronaut.core.annotation.Introspected;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * An order as it is read.
 *
 * @param channel the marketplace's own shop, or the partner through which it came
 * @param version from 1, counted up with each transition
 */
@Introspected
record Order(
        String id,
        OrderState state,
        String channel,
        PlaceOrder.Buyer buyer,
        List<Line> lines,
        Money total,
        int version,
        Instant placedAt,
        Instant changedAt) {

    @Introspected
    record Line(String sku, long quantity, Money unitPrice) {}

    Order with(List<Line> otherLines) {
        return new Order(id, state, channel, buyer, otherLines, total, version, placedAt, changedAt);
    }

    URI location() {
        return URI.create("/orders/" + id);
    }

    EntityTag tag() {
        return new EntityTag(version);
    }

    OrderPlacedV2 placed() {
        return new OrderPlacedV2(
                channel,
                new OrderPlacedV2.Buyer(buyer.name(), buyer.email(), buyer.address()),
                lines.stream()
                        .map(line -> new OrderPlacedV2.Line(line.sku(), line.quantity(), contract(line.unitPrice())))
                        .toList(),
                contract(total));
    }

    OrderConfirmedV1 confirmed() {
        return new OrderConfirmedV1(
                lines.stream()
                        .map(line -> new OrderConfirmedV1.Line(line.sku(), line.quantity()))
                        .toList(),
                new OrderConfirmedV1.Money(total.amount(), total.currency()));
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
