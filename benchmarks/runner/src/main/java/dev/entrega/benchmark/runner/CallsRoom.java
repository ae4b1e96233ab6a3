package dev.entrega.benchmark.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a service's calls cost by themselves, what is noticed of one instance of a partner that is slow, and what those
 * handlers notice of a dead partner that don't need it.
 */
final class CallsRoom implements Room {

    private static final Duration USUAL = Duration.ofMillis(5);
    private static final Duration SLOW = Duration.ofMillis(1_005);
    private static final Duration DEAD = Duration.ofDays(1);

    private static final int PUBLISHERS = 8;
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public boolean isForQuickRuns() {
        return false;
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        var jar = lab.programs().jar("benchmarks/calls/target/benchmark-calls.jar");
        Lab.say("calls: JMH");
        var alone = Jmh.run(lab, jar, "dev.entrega.client.*");
        results.measured(Target.E4, Jmh.of("policies", alone));
        results.measured(Target.E7_CACHED, Jmh.of("cached", alone));
        try (var one = new Partner();
                var two = new Partner();
                var three = new Partner();
                var cloud = lab.programs().own(LocalCloudProgram.class)) {
            var partners = List.of(one, two, three);
            partners.forEach(partner -> partner.take(USUAL));
            try (var program = start(lab, jar, LocalCloudProgram.endpoint(cloud), partners)) {
                slow(lab, program, partners, results);
                dead(lab, program, partners, results);
            }
        }
    }

    private static Program start(Lab lab, Path jar, String cloud, List<Partner> partners) throws Exception {
        String urls = partners.stream().map(Partner::url).collect(Collectors.joining(","));
        var environment = Map.of(
                "DATABASE_URL",
                lab.database().fresh("calls"),
                "BENCHMARK_TRIALS",
                "true",
                "BENCHMARK_HANDLER",
                "timed",
                "ENTREGA_SERVICE",
                Programs.PUBLISHER,
                "UPSTREAMS_PARTNER_URL",
                urls,
                "UPSTREAMS_PARTNER_CONCURRENT",
                "10000",
                "OAUTH_ISSUER",
                "none");
        var program = lab.programs().calls(jar, Programs.with(Lab.awsAt(cloud), environment));
        program.await(Programs.PUBLISHER + " is ready");
        return program;
    }

    private static void slow(Lab lab, Program program, List<Partner> partners, Results results)
            throws InterruptedException {
        call(lab, program); // Until the process is warm.
        call(lab, program);
        var healthy = new ArrayList<Double>();
        var withSlow = new ArrayList<Double>();
        var requests = new ArrayList<Double>();
        for (int round = 1; round <= lab.scale().rounds(); round++) {
            Lab.say("calls: round " + round + " of " + lab.scale().rounds());
            healthy.add(call(lab, program).percentile(99));
            partners.getFirst().take(SLOW);
            long before = asked(partners);
            var calls = call(lab, program);
            partners.getFirst().take(USUAL);
            withSlow.add(calls.percentile(99));
            requests.add((asked(partners) - before) * 1.0 / calls.values().size());
        }
        results.measured(Target.E5_P99, new Samples(withSlow).dividedBy(new Samples(healthy)));
        results.measured(Target.E5_REQUESTS, new Samples(requests));
        String group = "400 calls a second of three instances, 99th percentile";
        results.figure(group, "all take 5 ms", new Samples(healthy), "ms");
        results.figure(group, "one of them takes 1 s longer", new Samples(withSlow), "ms");
    }

    private static Samples call(Lab lab, Program program) throws InterruptedException {
        var watch = lab.machine().watch();
        program.ask("calls 1 1");
        watch.end();
        return program.tookMillis();
    }

    private static void dead(Lab lab, Program program, List<Partner> partners, Results results)
            throws InterruptedException {
        handle(lab, program); // Until the process is warm.
        var healthy = new ArrayList<Samples>();
        var dead = new ArrayList<Samples>();
        for (int round = 1; round <= lab.scale().rounds(); round++) {
            Lab.say("calls, dead partner: round " + round + " of " + lab.scale().rounds());
            healthy.add(handle(lab, program));
            partners.forEach(partner -> partner.take(DEAD));
            dead.add(handle(lab, program));
            partners.forEach(partner -> partner.take(USUAL));
            awaitRest(partners);
        }
        results.measured(Target.E6, p99s(dead).dividedBy(p99s(healthy)));
        String group = "Commit → a handler that needs no partner, 99th percentile";
        results.figure(group, "the partner answers", p99s(healthy), "ms");
        results.figure(group, "the partner is silent", p99s(dead), "ms");
    }

    private static Samples handle(Lab lab, Program program) throws InterruptedException {
        var watch = lab.machine().watch();
        program.ask("latency " + lab.scale().window().multipliedBy(2).toMillis() + " " + PUBLISHERS);
        watch.end();
        return program.tookMillis();
    }

    /** Until the breaker has let through what had waited. */
    private static void awaitRest(List<Partner> partners) throws InterruptedException {
        long begin = asked(partners);
        long before = begin;
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            Thread.sleep(LOOK);
            long now = asked(partners);
            if (now > begin && now == before) {
                return;
            }
            before = now;
        }
        throw new IllegalStateException(
                "the partner is asked no more, or without end, " + PATIENCE + " after it is back");
    }

    private static long asked(List<Partner> partners) {
        return partners.stream().mapToLong(Partner::asked).sum();
    }

    private static Samples p99s(List<Samples> rounds) {
        return new Samples(rounds.stream().map(round -> round.percentile(99)).toList());
    }
}
