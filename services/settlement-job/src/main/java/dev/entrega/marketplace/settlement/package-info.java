/** Has the sellers of shipped orders paid: {@link dev.entrega.marketplace.settlement.SettleShippedOrders}. */
@NullMarked
package dev.entrega.marketplace.settlement;

import org.jspecify.annotations.NullMarked;
