package dev.entrega.benchmark.runner;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a run has found. Used by one thread. */
final class Results {

    /**
     * @param value what counts
     * @param samples of each round, for the spread
     * @param condition beyond the limit: whether something else holds as well
     */
    record Measured(double value, Samples samples, boolean condition) {
        boolean meets(Target target) {
            return condition && target.isMetBy(value);
        }
    }

    private final Map<Target, Measured> targets = new EnumMap<>(Target.class);
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    void measured(Target target, Samples samples) {
        measured(target, samples, true);
    }

    /** Each sample is of a round; the median counts. */
    void measured(Target target, Samples samples, boolean condition) {
        targets.put(target, new Measured(samples.median(), samples, condition));
    }

    /** What counts was taken from all rounds together. */
    void measured(Target target, double value, Samples rounds) {
        targets.put(target, new Measured(value, rounds, true));
    }

    void figure(String group, String name, Samples samples, String unit) {
        figures.add(new Figure(group, name, samples, unit));
    }

    /** What a reader of the figures has to know. */
    void remark(String text) {
        if (!remarks.contains(text)) {
            remarks.add(text);
        }
    }

    Map<Target, Measured> targets() {
        return targets;
    }

    List<Figure> figures() {
        return figures;
    }

    List<String> remarks() {
        return remarks;
    }
}
