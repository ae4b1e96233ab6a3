package dev.entrega.benchmark.runner;

import dev.entrega.benchmark.runner.Programs.Processors;
import java.util.List;
import java.util.Map;

/** Inbox and update against the same statements by hand, on eight connections. PostgreSQL shares all processors with it. */
final class InboxRoom implements Room {

    private static final int THREADS = 8;
    private static final List<String> TRIALS = List.of("inbox-one", "jdbc-one", "inbox-ten", "jdbc-ten");

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        String url = lab.database().fresh("inbox");
        // The tables of the inbox come with a consumer; this one gets nothing to do.
        var environment = lab.aws(Map.of(
                "DATABASE_URL",
                url,
                "BENCHMARK_TRIALS",
                "true",
                "BENCHMARK_HANDLER",
                "single",
                "ENTREGA_ENV",
                "inbox"));
        try (var program = lab.programs().service("inbox", Processors.ALL, environment)) {
            program.await(Programs.PUBLISHER + " is ready");
            TrialTurns.warmUp(lab, program, TRIALS, THREADS);
            var turns = new TrialTurns();
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                Lab.say("inbox: round " + round + " of " + lab.scale().rounds());
                for (String trial : TRIALS) {
                    turns.take(lab, program, trial, THREADS);
                }
            }
            TRIALS.forEach(trial ->
                    results.figure("Inbox and update, messages per second", label(trial), turns.of(trial), "1/s"));
            results.measured(Target.I1, turns.of("inbox-ten").dividedBy(turns.of("inbox-one")));
            var one = turns.of("inbox-one").dividedBy(turns.of("jdbc-one"));
            var ten = turns.of("inbox-ten").dividedBy(turns.of("jdbc-ten"));
            results.figure("Inbox ÷ hand-written JDBC", "one per transaction", one, "");
            results.figure("Inbox ÷ hand-written JDBC", "ten per transaction", ten, "");
            results.measured(Target.I2, one.median() < ten.median() ? one : ten);
        }
    }

    private static String label(String trial) {
        return switch (trial) {
            case "inbox-one" -> "Entrega, one per transaction";
            case "inbox-ten" -> "Entrega, ten per transaction";
            case "jdbc-one" -> "by hand, one per transaction";
            case "jdbc-ten" -> "by hand, ten per transaction";
            default -> trial;
        };
    }
}
