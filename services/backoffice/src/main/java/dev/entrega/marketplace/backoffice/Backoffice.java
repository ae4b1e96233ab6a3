package dev.entrega.marketplace.backoffice;

import dev.entrega.messaging.runtime.Entrega;

/** Starts the backoffice. */
final class Backoffice {
    private Backoffice() {}

    public static void main(String[] args) {
        Entrega.start(Backoffice.class, args);
    }
}
