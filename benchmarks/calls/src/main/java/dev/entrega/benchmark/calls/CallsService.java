package dev.entrega.benchmark.calls;

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class CallsService {

    private CallsService() {}

    public static void main(String[] args) {
        Entrega.start(CallsService.class, args);
    }
}
