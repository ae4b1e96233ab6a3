/**
 * Orders, from their placing to their end, and what the products in them cost. In come requests of buyers, the decisions of
 * the stock and the payouts that are due, out go the events of an order and those of a price. Read {@link
 * dev.entrega.marketplace.order.OrdersController} first, then {@link dev.entrega.marketplace.order.OrderState}.
 */
@NullMarked
package dev.entrega.marketplace.order;

import org.jspecify.annotations.NullMarked;
