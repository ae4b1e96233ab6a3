package dev.entrega.marketplace.contract;

import dev.entrega.contract.Downcaster;

/** Who reads version 1 does not ask for the channel. */
public final class OrderPlacedV2ToV1 implements Downcaster<OrderPlacedV2, OrderPlacedV1> {

    @Override
    public OrderPlacedV1 downcast(OrderPlacedV2 newer) {
        var buyer = newer.buyer();
        return new OrderPlacedV1(
                new OrderPlacedV1.Buyer(buyer.name(), buyer.email(), buyer.address()),
                newer.lines().stream().map(OrderPlacedV2ToV1::line).toList(),
                money(newer.total()));
    }

    private static OrderPlacedV1.Line line(OrderPlacedV2.Line line) {
        return new OrderPlacedV1.Line(line.sku(), line.quantity(), money(line.unitPrice()));
    }

    private static OrderPlacedV1.Money money(OrderPlacedV2.Money money) {
        return new OrderPlacedV1.Money(money.amount(), money.currency());
    }
}
