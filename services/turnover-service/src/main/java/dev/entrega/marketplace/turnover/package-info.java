/**
 * Adds up what the marketplace sells. In comes a placed order, and of that only what is needed here, {@link
 * dev.entrega.marketplace.turnover.Sale}; nothing goes out. Read {@link dev.entrega.marketplace.turnover.AddTurnover}.
 */
@NullMarked
package dev.entrega.marketplace.turnover;

import org.jspecify.annotations.NullMarked;
