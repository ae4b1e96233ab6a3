package dev.entrega.marketplace.settlement;

import dev.entrega.messaging.runtime.Entrega;

/** Starts the job. */
final class SettlementJob {
    private SettlementJob() {}

    public static void main(String[] args) {
        Entrega.start(SettlementJob.class, args);
    }
}
