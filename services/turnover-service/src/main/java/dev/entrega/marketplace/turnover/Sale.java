package dev.entrega.marketplace.turnover;

import dev.entrega.contract.EventView;
import dev.entrega.marketplace.contract.OrderPlacedV2;

/**
 * What this service reads of an order. Whatever else changes in orders doesn't touch it.
 *
 * @param channel that it was sold through
 * @param total what it comes to
 */
record Sale(String channel, OrderPlacedV2.Money total) implements EventView<OrderPlacedV2> {}
