package dev.entrega.marketplace.contract;

import dev.entrega.contract.Upcaster;

/** Before there were channels, the marketplace sold through its own shop alone. */
public final class OrderPlacedV1ToV2 implements Upcaster<OrderPlacedV1, OrderPlacedV2> {

    private static final String CHANNEL = "shop";

    @Override
    public OrderPlacedV2 upcast(OrderPlacedV1 older) {
        var buyer = older.buyer();
        return new OrderPlacedV2(
                CHANNEL,
                new OrderPlacedV2.Buyer(buyer.name(), buyer.email(), buyer.address()),
                older.lines().stream().map(OrderPlacedV1ToV2::line).toList(),
                money(older.total()));
    }

    private static OrderPlacedV2.Line line(OrderPlacedV1.Line line) {
        return new OrderPlacedV2.Line(line.sku(), line.quantity(), money(line.unitPrice()));
    }

    private static OrderPlacedV2.Money money(OrderPlacedV1.Money money) {
        return new OrderPlacedV2.Money(money.amount(), money.currency());
    }
}
