package dev.entrega.benchmark.runner;

import dev.entrega.local.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What HTTP adds to a transaction whose request has a key, over eight connections; and what ten thousand clients cost who
 * are there and say nothing. PostgreSQL and the clients share all processors with it. And what it takes to know whose a token
 * is.
 */
final class EdgesRoom implements Room {

    private static final int CLIENTS = 8;
    private static final String BY_HAND = "keyed-jdbc";
    private static final String ORDER = "{\"buyer\":\"Ada Augusta King\"}";

    private static final int ACTIVE = 100;
    private static final int IDLE = 10_000;
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xmx256m");

    @Override
    public String name() {
        return "edges";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        var jar = lab.programs().jar("benchmarks/edges/target/benchmark-edges.jar");
        keyed(lab, jar, results);
        idle(lab, jar, results);
        tokens(lab, jar, results);
    }

    private static void tokens(Lab lab, Path jar, Results results) throws IOException, InterruptedException {
        Lab.say("edges, tokens: JMH");
        var found = Jmh.run(lab, jar, ".*TokenBenchmark.*");
        var prove = Jmh.of("prove", found);
        results.measured(Target.E7_PROVE, prove);
        String group = "A token by RS256";
        results.figure(group, "seen for the first time", prove, "µs");
        results.figure(group, "seen again", Jmh.of("knowAgain", found), "µs");
    }

    private static Map<String, String> environment(Lab lab, String name, int port) throws SQLException {
        return lab.aws(Map.of(
                "DATABASE_URL",
                lab.database().fresh(name),
                "PORT",
                Integer.toString(port),
                "BENCHMARK_TRIALS",
                "true",
                "OAUTH_ISSUER",
                "none",
                "ENTREGA_OUTBOX_RELAY",
                "outside",
                "ENTREGA_SERVICE",
                Programs.PUBLISHER,
                "ENTREGA_ENV",
                name));
    }

    private static void keyed(Lab lab, Path jar, Results results) throws Exception {
        int port = FreePort.find();
        try (var program = lab.programs().edges(jar, environment(lab, "keyed", port))) {
            program.await(Programs.PUBLISHER + " is ready");
            var posts = new Warmth();
            var byHand = new Warmth();
            long end = System.nanoTime() + lab.scale().trialWarmUp().toNanos();
            while (System.nanoTime() < end && !(posts.isAtRest() && byHand.isAtRest())) {
                posts.note(1 / post(port, lab.scale().trialWindow()));
                byHand.note(1
                        / program.ask(BY_HAND + " " + lab.scale().trialWindow().toMillis() + " " + CLIENTS)
                                .perSecond());
            }
            var rates = new ArrayList<Double>();
            var turns = new TrialTurns();
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                Lab.say("edges: round " + round + " of " + lab.scale().rounds());
                var watch = lab.machine().watch();
                rates.add(post(port, lab.scale().trialWindow()));
                watch.end();
                turns.take(lab, program, BY_HAND, CLIENTS);
            }
            var posted = new Samples(rates);
            results.measured(Target.E1, posted.dividedBy(turns.of(BY_HAND)));
            String group = "Requests with a key per second";
            results.figure(group, "Entrega, over HTTP", posted, "1/s");
            results.figure(group, "the statements by hand", turns.of(BY_HAND), "1/s");
        }
    }

    private static double post(int port, Duration time) throws InterruptedException {
        return HttpLoad.perSecond(
                port,
                CLIENTS,
                time,
                connection -> connection.post("/desk", UUID.randomUUID().toString(), ORDER));
    }

    private static void idle(Lab lab, Path jar, Results results) throws Exception {
        int port = FreePort.find();
        try (var program = lab.programs().deployed(jar, environment(lab, "idle", port), SMALL)) {
            program.await(Programs.PUBLISHER + " is ready");
            HttpLoad.perSecond(port, ACTIVE, lab.scale().trialWarmUp(), connection -> connection.get("/desk"));
            var alone = new ArrayList<Double>();
            var beside = new ArrayList<Double>();
            var megabytes = new ArrayList<Double>();
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                Lab.say("edges, idle connections: round " + round + " of "
                        + lab.scale().rounds());
                alone.add(p99(lab, port));
                var connections = open(port);
                try {
                    beside.add(p99(lab, port));
                    megabytes.add(ProcessClock.residentMegabytes(program.pid()));
                } finally {
                    for (var connection : connections) {
                        connection.close();
                    }
                }
            }
            results.measured(Target.E3_P99, new Samples(beside).dividedBy(new Samples(alone)));
            results.measured(Target.E3_RSS, new Samples(megabytes));
            String group = "100 clients, 20 requests a second each, 99th percentile";
            results.figure(group, "alone", new Samples(alone), "ms");
            results.figure(group, "beside 10,000 idle connections", new Samples(beside), "ms");
        }
    }

    private static double p99(Lab lab, int port) throws InterruptedException {
        var watch = lab.machine().watch();
        var latencies = HttpLoad.latencies(port, ACTIVE, lab.scale().window(), connection -> connection.get("/desk"));
        watch.end();
        return latencies.percentile(99);
    }

    /** Each has been used once, as those of real clients have. */
    private static List<KeepAlive> open(int port) throws IOException {
        var connections = new ArrayList<KeepAlive>();
        try {
            while (connections.size() < IDLE) {
                var connection = new KeepAlive(port);
                connections.add(connection);
                connection.get("/desk");
            }
            return connections;
        } catch (IOException e) {
            for (var connection : connections) {
                connection.close();
            }
            throw new IOException(
                    connections.size() + " connections are open, and one more is refused: raise the limit of open files"
                            + " (ulimit -n) above " + IDLE + " and some",
                    e);
        }
    }
}
