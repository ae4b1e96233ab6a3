package dev.entrega.marketplace.partner;

import dev.entrega.messaging.runtime.Entrega;

/** Starts the webhook. */
final class MarketplaceWebhook {
    private MarketplaceWebhook() {}

    public static void main(String[] args) {
        Entrega.start(MarketplaceWebhook.class, args);
    }
}
