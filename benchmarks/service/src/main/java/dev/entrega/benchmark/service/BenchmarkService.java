package dev.entrega.benchmark.service;

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class BenchmarkService {

    private BenchmarkService() {}

    public static void main(String[] args) {
        Entrega.start(BenchmarkService.class, args);
    }
}
