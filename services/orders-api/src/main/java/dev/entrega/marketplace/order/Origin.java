package dev.entrega.marketplace.order;

import org.jspecify.annotations.Nullable;

/**
 * Where an order was given.
 *
 * @param channel the marketplace's own shop, or the partner's name
 * @param reference the partner's own number for it, {@code null} in the shop
 */
record Origin(String channel, @Nullable String reference) {

    static final Origin SHOP = new Origin("shop", null);

    static Origin partner(String name, String number) {
        return new Origin(name, number);
    }
}
