package dev.entrega.benchmark.runner;

import java.time.Duration;
import java.util.List;

/**
 * A run that is over.
 *
 * @param others how busy others have kept the machine, in processors, each time that something was measured
 * @param pinned whether each consumer had a processor for itself
 */
record Run(Scale scale, Results results, Duration time, List<Double> others, int processors, boolean pinned) {

    Run {
        others = List.copyOf(others);
    }

    /** Of all times that something was measured. */
    Samples noise() {
        return others.isEmpty() ? Samples.of(0) : new Samples(others);
    }

    boolean isNoisy() {
        return noise().percentile(90) > Machine.TOLERABLE;
    }
}
