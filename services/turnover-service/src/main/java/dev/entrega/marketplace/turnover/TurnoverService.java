package dev.entrega.marketplace.turnover;

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class TurnoverService {

    private TurnoverService() {}

    public static void main(String[] args) {
        Entrega.start(TurnoverService.class, args);
    }
}
