package dev.entrega.benchmark.runner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether a program still becomes cheaper, as its compiler goes on, or has come to rest. */
final class Warmth {

    /** Two slices after another that are no better than this share of the best one before. */
    private static final double BETTER = 0.95;

    private static final int LAST = 2;
    private static final int LEAST = 4;

    private final List<Double> costs = new ArrayList<>();

    /** @param cost of what was done in the last slice of the warm-up, in any unit; infinite if nothing was */
    void note(double cost) {
        costs.add(cost);
    }

    boolean isAtRest() {
        if (costs.size() < LEAST) {
            return false;
        }
        int before = costs.size() - LAST;
        double best = Collections.min(costs.subList(0, before));
        return Double.isFinite(best) && Collections.min(costs.subList(before, costs.size())) > best * BETTER;
    }
}
