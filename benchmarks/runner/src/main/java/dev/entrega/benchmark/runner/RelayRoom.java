package dev.entrega.benchmark.runner;

import dev.entrega.benchmark.runner.Programs.Processors;
import dev.entrega.benchmark.stub.Stub;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ways to SNS on one processor, in turn: ten a call by hand, the relay with a full outbox, directly, and one a call. */
final class RelayRoom implements Room {

    /** As many as the relay has in flight. */
    private static final String CALLS = "16";

    private static final int CALLERS = 64;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Double> raw = new ArrayList<>();
    private final List<Double> rawCpu = new ArrayList<>();
    private final List<Double> relay = new ArrayList<>();
    private final List<Double> relayCpu = new ArrayList<>();
    private final List<Double> relayCalls = new ArrayList<>();
    private final List<Double> direct = new ArrayList<>();
    private final List<Double> directCpu = new ArrayList<>();
    private final List<Double> directCalls = new ArrayList<>();
    private final List<Double> singly = new ArrayList<>();
    private final List<Double> singlyCpu = new ArrayList<>();

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        String url = lab.database().fresh("relay");
        String body = Stub.sampleOrder(Instant.now(), 1);
        var forRelay = lab.aws(Map.of("DATABASE_URL", url, "BENCHMARK_TRIALS", "true", "ENTREGA_ENV", "relay"));
        var forDirect = lab.aws(Map.of("BENCHMARK_TRIALS", "true", "ENTREGA_ENV", "direct"));
        try (var rawLoop = lab.programs().raw("RawPublisher", lab.aws(), "raw_placed", CALLS, body);
                var relaying = lab.programs().service("relay", Processors.ONE, forRelay, "relay");
                var directly = lab.programs().service("direct", Processors.ONE, forDirect)) {
            rawLoop.await("is ready");
            relaying.await(Programs.PUBLISHER + " is ready");
            directly.await(Programs.PUBLISHER + " is ready");
            Lab.say("warming up: raw publisher, relay, direct");
            // One after the other, as they are measured.
            rawLoop.ask(Long.toString(lab.scale().warmUp().toMillis()));
            directly.ask("direct " + lab.scale().trialWarmUp().toMillis() + " " + CALLERS);
            directly.ask("singly " + lab.scale().trialWarmUp().toMillis() + " " + CALLERS);
            var warmth = new Warmth();
            long end = System.nanoTime() + 2 * lab.scale().trialWarmUp().toNanos();
            while (System.nanoTime() < end && !warmth.isAtRest()) {
                drain(lab, url, relaying);
                warmth.note(relayCpu.getLast());
            }
            for (var program : List.of(rawLoop, relaying, directly)) {
                lab.programs().pin(program);
            }
            forget();
            String window = Long.toString(lab.scale().window().toMillis());
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                Lab.say("relay: round " + round + " of " + lab.scale().rounds());
                publish(lab, rawLoop, window, raw, rawCpu);
                drain(lab, url, relaying);
                var published = publish(lab, directly, "direct " + window + " " + CALLERS, direct, directCpu);
                directCalls.add(published.calls() * 1.0 / published.events());
                publish(lab, directly, "singly " + window + " " + CALLERS, singly, singlyCpu);
            }
        }
        report(results);
    }

    private void forget() {
        List.of(raw, rawCpu, relay, relayCpu, relayCalls, direct, directCpu, directCalls, singly, singlyCpu)
                .forEach(List::clear);
    }

    /** Returns what came of it at the broker. */
    private static Broker.Published publish(
            Lab lab, Program program, String order, List<Double> rates, List<Double> cpus) throws InterruptedException {
        var watch = lab.machine().watch();
        var cpu = program.cpu();
        var before = lab.broker().published();
        var did = program.ask(order);
        cpus.add(micros(program.cpu().minus(cpu), did.count()));
        rates.add(did.perSecond());
        watch.end();
        return lab.broker().published().since(before);
    }

    /** Fills the outbox, and measures from the first event that comes out to the last. */
    private void drain(Lab lab, String url, Program program) throws SQLException, InterruptedException {
        OutboxRoom.awaitEmpty(lab, url);
        lab.database().execute(url, "TRUNCATE entrega.outbox");
        var before = lab.broker().published();
        var watch = lab.machine().watch();
        lab.database()
                .execute(
                        url,
                        "INSERT INTO entrega.outbox (event_id, type, source, subject, body)"
                                + " SELECT 'event-' || nr, 'order.placed.v2', '/orders-api', 'order-4711', '"
                                + Stub.sampleOrder(Instant.now(), 1).replace("'", "''") + "'"
                                + " FROM generate_series(1, " + lab.scale().backlog() + ") AS nr");
        var first = awaitPublished(lab, before, 1);
        long begin = System.nanoTime();
        var cpu = program.cpu();
        var last = awaitPublished(lab, before, lab.scale().backlog());
        long nanos = System.nanoTime() - begin;
        var events = last.since(first);
        relay.add(events.events() * 1e9 / nanos);
        relayCpu.add(micros(program.cpu().minus(cpu), events.events()));
        relayCalls.add(events.calls() * 1.0 / events.events());
        watch.end();
    }

    private static Broker.Published awaitPublished(Lab lab, Broker.Published before, long events)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var now = lab.broker().published();
            if (now.since(before).events() >= events) {
                return now;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the relay has published " + now.since(before) + " and not " + events);
            }
            Thread.sleep(LOOK);
        }
    }

    private static double micros(Duration cpu, long count) {
        return cpu.toNanos() / 1e3 / count;
    }

    private void report(Results results) {
        results.measured(Target.R1, new Samples(relay).dividedBy(new Samples(raw)));
        results.measured(Target.R2, new Samples(relayCalls));
        results.measured(Target.E2, new Samples(direct).dividedBy(new Samples(singly)));
        String rate = "Events per second to SNS";
        results.figure(rate, "raw loop, PublishBatch", new Samples(raw), "1/s");
        results.figure(rate, "Entrega, relay", new Samples(relay), "1/s");
        results.figure(rate, "Entrega, directly, " + CALLERS + " callers", new Samples(direct), "1/s");
        results.figure(rate, "one a call, " + CALLERS + " callers", new Samples(singly), "1/s");
        String cpu = "CPU per event to SNS";
        results.figure(cpu, "raw loop, PublishBatch", new Samples(rawCpu), "µs");
        results.figure(cpu, "Entrega, relay", new Samples(relayCpu), "µs");
        results.figure(cpu, "Entrega, directly, " + CALLERS + " callers", new Samples(directCpu), "µs");
        results.figure(cpu, "one a call, " + CALLERS + " callers", new Samples(singlyCpu), "µs");
        String calls = "Calls per event to SNS";
        results.figure(calls, "Entrega, relay", new Samples(relayCalls), "");
        results.figure(calls, "Entrega, directly, " + CALLERS + " callers", new Samples(directCalls), "");
    }
}
