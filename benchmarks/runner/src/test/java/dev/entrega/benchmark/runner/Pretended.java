package dev.entrega.benchmark.runner;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A run that never was. */
final class Pretended {

    private Pretended() {}

    static Run run(double... others) {
        var results = new Results();
        results.measured(Target.C1, Samples.of(0.97, 1.1, 1.21));
        results.measured(Target.C3, Samples.of(9.1, 9.2, 9.6));
        results.measured(Target.I3_BATCH, Samples.of(90, 91, 92), false);
        results.measured(Target.L1_P99, 12.5, Samples.of(9, 20));
        String group = "Messages per second, 0 ms";
        results.figure(group, "raw loop", Samples.of(10_000, 12_000, 11_000), "1/s");
        results.figure(group, "Entrega <one & all>", Samples.of(9_000, 9_500, 10_500), "1/s");
        results.figure("Commit → handler", "each", Samples.of(1.5, 2.5), "ms");
        results.remark("A remark.");
        return new Run(
                Scale.FULL,
                results,
                Duration.ofSeconds(1_234),
                new Samples(Arrays.stream(others).boxed().toList()).values(),
                2,
                true);
    }

    static Run quiet() {
        return run(0.01, 0.02, 0.05);
    }

    static List<Target> measured() {
        return List.of(Target.C1, Target.C3, Target.I3_BATCH, Target.L1_P99);
    }
}
