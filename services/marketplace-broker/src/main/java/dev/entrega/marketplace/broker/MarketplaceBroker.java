package dev.entrega.marketplace.broker;

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class MarketplaceBroker {

    private MarketplaceBroker() {}

    public static void main(String[] args) {
        Entrega.start(MarketplaceBroker.class, args);
    }
}
