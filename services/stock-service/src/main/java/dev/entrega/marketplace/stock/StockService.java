package dev.entrega.marketplace.stock;

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class StockService {

    private StockService() {}

    public static void main(String[] args) {
        Entrega.start(StockService.class, args);
    }
}
