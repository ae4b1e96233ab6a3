/**
 * Keeps the marketplace's stock. In comes a placed order, out goes that its lines are reserved, or what is missing; and in
 * come prices, which stand beside the stock. Read {@link dev.entrega.marketplace.stock.ReserveStock}.
 */
@NullMarked
package dev.entrega.marketplace.stock;

import org.jspecify.annotations.NullMarked;
