/**
 * Tells partners what becomes of orders. In comes what happened to an order, out goes a call of the partner's API; nothing is
 * kept. Read {@link dev.entrega.marketplace.broker.ReportShipment}.
 */
@NullMarked
package dev.entrega.marketplace.broker;

import org.jspecify.annotations.NullMarked;
