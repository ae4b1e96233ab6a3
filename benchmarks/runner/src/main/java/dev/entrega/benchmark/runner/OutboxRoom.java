package dev.entrega.benchmark.runner;

import dev.entrega.benchmark.runner.Programs.Processors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What publishing adds to a transaction, on eight connections, what the relay's wake-up adds to that, and how fast the relay
 * can empty the outbox if the broker takes no time. PostgreSQL shares all processors with it.
 */
final class OutboxRoom implements Room {

    private static final int THREADS = 8;
    private static final String WAITING =
            "SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL AND parked_reason IS NULL";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        withoutRelay(lab, results);
        withRelay(lab, results);
    }

    private static void withoutRelay(Lab lab, Results results) throws SQLException, InterruptedException {
        var environment = lab.aws(Map.of(
                "DATABASE_URL", lab.database().fresh("outbox"),
                "BENCHMARK_TRIALS", "true",
                "ENTREGA_OUTBOX_RELAY", "outside",
                "ENTREGA_ENV", "outbox"));
        try (var program = lab.programs().service("outbox", Processors.ALL, environment)) {
            program.await(Programs.PUBLISHER + " is ready");
            TrialTurns.warmUp(lab, program, List.of("business", "outbox"), THREADS);
            program.ask("drain 0 1");
            program.took();
            var turns = new TrialTurns();
            var drained = new ArrayList<Double>();
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                Lab.say("outbox: round " + round + " of " + lab.scale().rounds());
                turns.take(lab, program, "business", THREADS);
                turns.take(lab, program, "outbox", THREADS);
                // What the trial has left waiting.
                long rows = program.ask("drain 0 1").count();
                drained.add(rows / program.took().getFirst());
            }
            results.measured(Target.O1, turns.of("outbox").dividedBy(turns.of("business")));
            results.figure("Transactions per second", "business alone", turns.of("business"), "1/s");
            results.figure("Transactions per second", "business and event", turns.of("outbox"), "1/s");
            results.figure("Events per second through the relay", "PostgreSQL alone", new Samples(drained), "1/s");
        }
    }

    private static void withRelay(Lab lab, Results results) throws SQLException, InterruptedException {
        String url = lab.database().fresh("relaying");
        var environment = lab.aws(Map.of("DATABASE_URL", url, "BENCHMARK_TRIALS", "true", "ENTREGA_ENV", "relaying"));
        try (var program = lab.programs().service("relaying", Processors.ALL, environment)) {
            program.await(Programs.PUBLISHER + " is ready");
            TrialTurns.warmUp(lab, program, List.of("outbox", "outbox-quiet"), THREADS);
            awaitEmpty(lab, url);
            var turns = new TrialTurns();
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                Lab.say("outbox with its relay: round " + round + " of "
                        + lab.scale().rounds());
                // Each comes first as often as second: what one leaves in caches and tables is the other's as well.
                for (String trial :
                        round % 2 == 0 ? List.of("outbox", "outbox-quiet") : List.of("outbox-quiet", "outbox")) {
                    turns.take(lab, program, trial, THREADS);
                    awaitEmpty(lab, url);
                }
            }
            results.measured(Target.O2, turns.of("outbox").dividedBy(turns.of("outbox-quiet")));
            results.figure("Transactions per second", "and relayed in the process, woken", turns.of("outbox"), "1/s");
            results.figure(
                    "Transactions per second",
                    "and relayed in the process, not woken",
                    turns.of("outbox-quiet"),
                    "1/s");
        }
    }

    static void awaitEmpty(Lab lab, String url) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (lab.database().number(url, WAITING) > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the outbox was not relayed within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(100);
        }
    }
}
