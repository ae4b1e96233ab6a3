package dev.entrega.benchmark.runner;

import static dev.entrega.benchmark.runner.Contender.samples;

import dev.entrega.benchmark.runner.Contender.Turn;
import dev.entrega.benchmark.runner.Programs.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Consumers on one processor each, in turn: the raw loop, the platform without and with its database, Spring's listener;
 * first with a broker that takes no time, then with one that takes 20 ms for a receive and 5 ms for a delete.
 */
final class ConsumerRoom implements Room {

    private static final String LOOPS = "32";
    private static final Duration RECEIVE = Duration.ofMillis(20);
    private static final Duration DELETE = Duration.ofMillis(5);
    private static final double STUB_LIMIT = 0.5;

    private static final String RAW = "raw loop, same HTTP client";
    private static final String RAW_CRT = "raw loop, CRT client";
    private static final String BARE = "Entrega, database left out";
    private static final String SINGLE = "Entrega, one by one";
    private static final String BATCH = "Entrega, in batches";
    private static final String SPRING = "Spring Cloud AWS, default";
    private static final String SPRING_TUNED = "Spring Cloud AWS, tuned";

    /** In a quick run these alone. */
    private static final Set<String> ESSENTIAL = Set.of(RAW, BARE, SPRING);

    @Override
    public String name() {
        return "consumers";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        var contenders = new ArrayList<Contender>();
        try {
            start(lab, contenders);
            warmUp(lab, results, contenders);
            var atOnce = rounds(lab, contenders, Duration.ZERO);
            report(results, "0 ms", atOnce);
            targets(results, atOnce);
            lab.broker().latency(RECEIVE, DELETE, Duration.ZERO);
            var slow = contenders.stream()
                    .filter(contender -> lab.scale().thorough() || ESSENTIAL.contains(contender.name()))
                    .toList();
            var withLatency = rounds(lab, slow, lab.scale().settle());
            report(results, "20 ms for a receive, 5 ms for a delete", withLatency);
            results.measured(
                    Target.C4,
                    samples(turns(withLatency, BARE), Turn::perSecond)
                            .dividedBy(samples(turns(withLatency, RAW), Turn::perSecond)));
        } finally {
            contenders.forEach(Contender::close);
            lab.broker().latency(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }
    }

    private static void start(Lab lab, List<Contender> contenders) throws InterruptedException {
        Lab.say("starting consumers");
        contenders.add(raw(lab, RAW, "RawConsumer", "raw"));
        contenders.add(service(lab, BARE, "bare", "none", Map.of("BENCHMARK_DATABASE", "none")));
        contenders.add(spring(lab, SPRING, "bare"));
        contenders.add(service(lab, SINGLE, "single", "single", Map.of()));
        if (lab.scale().thorough()) { // No target is about it.
            contenders.add(raw(lab, RAW_CRT, "RawCrtConsumer", "raw-crt"));
        }
        contenders.add(service(lab, BATCH, "batch", "batch", Map.of()));
        contenders.add(spring(lab, SPRING_TUNED, "tuned"));
        for (var contender : contenders) {
            contender.awaitReady();
        }
    }

    private static Contender raw(Lab lab, String name, String main, String queue) {
        lab.broker().shut(queue);
        return new Contender(name, queue, lab.programs().raw(main, lab.aws(), queue, LOOPS), "is ready");
    }

    private static Contender spring(Lab lab, String name, String profile) {
        String queue = "spring-" + profile;
        lab.broker().shut(queue);
        return new Contender(name, queue, lab.programs().spring(profile, queue, lab.aws()), "is ready");
    }

    private static Contender service(Lab lab, String name, String service, String handler, Map<String, String> more) {
        var environment = Programs.with(
                lab.aws(Map.of("DATABASE_URL", lab.database().fresh(service), "BENCHMARK_HANDLER", handler)), more);
        return new Contender(
                name,
                "dev_" + service,
                lab.programs().service(service, Processors.ONE, environment),
                service + " is ready");
    }

    /** Two at a time, as there are two processors. */
    private static void warmUp(Lab lab, Results results, List<Contender> contenders) throws InterruptedException {
        for (int i = 0; i < contenders.size(); i += 2) {
            var pair = contenders.subList(i, Math.min(i + 2, contenders.size()));
            Lab.say("warming up: " + pair.stream().map(Contender::name).collect(Collectors.joining("; ")));
            Contender.warmUp(lab, results, pair);
        }
    }

    private static Map<String, List<Turn>> rounds(Lab lab, List<Contender> contenders, Duration settle)
            throws InterruptedException {
        for (int round = 1; round <= lab.scale().rounds(); round++) {
            Lab.say("consumers: round " + round + " of " + lab.scale().rounds());
            for (var contender : contenders) {
                contender.takeTurn(lab, settle, lab.scale().window());
            }
        }
        var turns = new LinkedHashMap<String, List<Turn>>();
        contenders.forEach(contender -> turns.put(contender.name(), contender.turns()));
        return turns;
    }

    private static List<Turn> turns(Map<String, List<Turn>> all, String name) {
        var turns = all.get(name);
        if (turns == null) {
            throw new IllegalStateException(name + " was not measured");
        }
        return turns;
    }

    private static void report(Results results, String profile, Map<String, List<Turn>> all) {
        all.forEach((name, turns) ->
                results.figure("Messages per second, " + profile, name, samples(turns, Turn::perSecond), "1/s"));
        all.forEach((name, turns) ->
                results.figure("CPU per message, " + profile, name, samples(turns, Turn::cpuPerMessage), "µs"));
        all.forEach((name, turns) ->
                results.figure("Messages per receive, " + profile, name, samples(turns, Turn::perReceive), ""));
        all.forEach((name, turns) ->
                results.figure("Messages per delete, " + profile, name, samples(turns, Turn::perDelete), ""));
        all.forEach((name, turns) -> {
            var stub = samples(turns, Turn::stubShare);
            results.figure("Processors taken by the stub, " + profile, name, stub, "");
            if (stub.most() > STUB_LIMIT) {
                results.remark("The stub took more than half a processor beside: " + name + ", " + profile + ".");
            }
        });
    }

    private static void targets(Results results, Map<String, List<Turn>> all) {
        var bare = samples(turns(all, BARE), Turn::cpuPerMessage);
        var spring = samples(turns(all, SPRING), Turn::cpuPerMessage);
        results.measured(Target.C1, bare.dividedBy(samples(turns(all, RAW), Turn::cpuPerMessage)));
        results.measured(Target.C2_DEFAULT, bare.dividedBy(spring));
        results.measured(Target.C2_TUNED, bare.dividedBy(samples(turns(all, SPRING_TUNED), Turn::cpuPerMessage)));
        results.measured(Target.C3, samples(turns(all, BARE), Turn::perDelete));
        // Both are to stay below what Spring takes for nothing but receiving.
        var batch = samples(turns(all, BATCH), Turn::cpuPerMessage);
        results.measured(Target.I3_BATCH, batch, batch.median() < spring.median());
        var single = samples(turns(all, SINGLE), Turn::cpuPerMessage);
        results.measured(Target.I3_SINGLE, single, single.median() < spring.median());
    }
}
