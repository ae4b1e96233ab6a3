package dev.entrega.benchmark.runner;

import java.util.List;

/** What a message costs a service that handles 1, 10 or 50 types of events, with the database left out. */
final class TypesRoom implements Room {

    private static final NumberedServices SERVICES =
            new NumberedServices("type", "BENCHMARK_TYPES", List.of(1, 10, 50));

    @Override
    public String name() {
        return "types";
    }

    /** No target is about it. */
    @Override
    public boolean isForQuickRuns() {
        return false;
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        SERVICES.measure(lab, results, "CPU per message by the number of event types");
    }
}
