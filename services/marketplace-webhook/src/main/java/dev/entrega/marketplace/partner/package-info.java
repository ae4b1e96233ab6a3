/**
 * Orders that partners pass on, each in its own words. In come signed requests, out goes {@code order.received.v1}; nothing is
 * kept. Read {@link dev.entrega.marketplace.partner.BazaarWebhook} first, then {@link
 * dev.entrega.marketplace.partner.Partners}, which says how they sign.
 */
@NullMarked
package dev.entrega.marketplace.partner;

import org.jspecify.annotations.NullMarked;
