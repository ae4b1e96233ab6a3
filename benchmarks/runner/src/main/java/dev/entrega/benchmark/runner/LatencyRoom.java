package dev.entrega.benchmark.runner;

import dev.entrega.benchmark.runner.Programs.Processors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** From a commit to the handler, with nothing else to do: a service that publishes to itself through the local cloud. */
final class LatencyRoom implements Room {

    private static final int PAUSE_AND_WAY_MILLIS = 50;
    private static final int PUBLISHERS_AT_FIRST = 8;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        try (var cloud = lab.programs().own(LocalCloudProgram.class)) {
            var environment = Programs.with(
                    Lab.awsAt(LocalCloudProgram.endpoint(cloud)),
                    Map.of(
                            "DATABASE_URL", lab.database().fresh("latency"),
                            "BENCHMARK_TRIALS", "true",
                            "BENCHMARK_HANDLER", "timed"));
            try (var program = lab.programs().service("latency", Processors.ALL, environment)) {
                program.await(Programs.PUBLISHER + " is ready");
                warmUp(lab, program);
                var rounds = new ArrayList<Samples>();
                for (int round = 1; round <= lab.scale().rounds(); round++) {
                    Lab.say("latency: round " + round + " of " + lab.scale().rounds());
                    rounds.add(commit(lab, program, lab.scale().samples()));
                }
                report(results, rounds);
            }
        }
    }

    /** Under load: by its own few events a second it would take minutes until both processes are compiled. */
    private static void warmUp(Lab lab, Program program) throws InterruptedException {
        program.ask("latency " + lab.scale().warmUp().toMillis() + " " + PUBLISHERS_AT_FIRST);
        program.took(); // Not to be counted.
    }

    /** About so many times. */
    private static Samples commit(Lab lab, Program program, int times) throws InterruptedException {
        var watch = lab.machine().watch();
        program.ask("latency " + (long) times * PAUSE_AND_WAY_MILLIS + " 1");
        watch.end();
        return program.tookMillis();
    }

    private static void report(Results results, List<Samples> rounds) {
        var all = new Samples(
                rounds.stream().flatMap(round -> round.values().stream()).toList());
        results.figure("Commit → handler", "each of " + all.values().size(), all, "ms");
        results.measured(Target.L1_P50, all.median(), ofEach(rounds, Samples::median));
        results.measured(Target.L1_P99, all.percentile(99), ofEach(rounds, round -> round.percentile(99)));
    }

    private static Samples ofEach(List<Samples> rounds, ToDoubleFunction<Samples> figure) {
        return new Samples(rounds.stream().mapToDouble(figure).boxed().toList());
    }
}
