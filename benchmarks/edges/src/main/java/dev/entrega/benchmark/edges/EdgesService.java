package dev.entrega.benchmark.edges;

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class EdgesService {

    private EdgesService() {}

    public static void main(String[] args) {
        Entrega.start(EdgesService.class, args);
    }
}
