package dev.entrega.benchmark.runner;

import java.util.List;

/** How cost grows with what there is more of. Takes long, and no target is about it. */
final class ScalingRoom implements Room {

    static final String NAME = "scaling";

    /** Of one event, each in a transaction of its own. */
    private static final NumberedServices HANDLERS =
            new NumberedServices("handler", "BENCHMARK_HANDLERS", List.of(1, 3, 10));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isForQuickRuns() {
        return false;
    }

    @Override
    public boolean isForFullRuns() {
        return false;
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        ProcessGrowth.measure(lab, results);
        HANDLERS.measure(lab, results, "CPU per message by the number of its handlers");
        TableGrowth.measure(lab, results);
    }
}
