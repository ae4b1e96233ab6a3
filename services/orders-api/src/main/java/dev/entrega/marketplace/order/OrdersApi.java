package dev.entrega.marketplace.order;

import dev.entrega.messaging.runtime.Entrega;

/** Starts the orders API. */
final class OrdersApi {
    private OrdersApi() {}

    public static void main(String[] args) {
        Entrega.start(OrdersApi.class, args);
    }
}
