package dev.entrega.benchmark.runner;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** The same thing, measured several times, in the order of the rounds. */
record Samples(List<Double> values) {

    Samples {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = List.copyOf(values);
    }

    static Samples of(double... values) {
        return new Samples(Arrays.stream(values).boxed().toList());
    }

    /** Of an even number, between the two in the middle. */
    double median() {
        return percentile(50);
    }

    double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double most() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Between the two values beside it, as far as it is from each. */
    double percentile(double percent) {
        var sorted = values.stream().sorted().toList();
        double at = percent / 100 * (sorted.size() - 1);
        int below = (int) Math.floor(at);
        int above = (int) Math.ceil(at);
        return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
    }

    /** Round by round: what was measured beside each other is compared. */
    Samples dividedBy(Samples other) {
        return with(other, (a, b) -> a / b);
    }

    private Samples with(Samples other, DoubleBinaryOperator operator) {
        if (values.size() != other.values.size()) {
            throw new IllegalArgumentException(
                    values.size() + " rounds of one and " + other.values.size() + " of the other");
        }
        return new Samples(IntStream.range(0, values.size())
                .mapToObj(i -> operator.applyAsDouble(values.get(i), other.values.get(i)))
                .toList());
    }
}
