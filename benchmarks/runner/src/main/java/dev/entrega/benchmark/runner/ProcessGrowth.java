package dev.entrega.benchmark.runner;

import dev.entrega.benchmark.runner.Programs.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service of one to eight processes on one queue, with the database left out, and a broker that takes 20 ms for a receive
 * and 5 ms for a delete. All share a processor: what each message costs must not depend on how many they are, and as long as
 * each has only so much in flight, twice as many must do twice as much.
 */
final class ProcessGrowth {

    private static final String SERVICE = "processes";
    private static final String QUEUE = "dev_" + SERVICE;
    private static final List<Integer> PROCESSES = List.of(1, 2, 4, 8);
    private static final Duration RECEIVE = Duration.ofMillis(20);
    private static final Duration DELETE = Duration.ofMillis(5);
    private static final Duration SLICE = Duration.ofSeconds(2);

    /** Few enough that eight don't come to the end of their processor. */
    private static final int IN_FLIGHT_EACH = 10;

    private final Lab lab;
    private final List<Program> programs = new ArrayList<>();

    private record Turn(double perSecond, double cpuPerMessage) {}

    private ProcessGrowth(Lab lab) {
        this.lab = lab;
    }

    static void measure(Lab lab, Results results) throws InterruptedException {
        var own = new ProcessGrowth(lab);
        try {
            own.run(results);
        } finally {
            own.programs.forEach(Program::close);
            lab.broker().latency(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }
    }

    private void run(Results results) throws InterruptedException {
        var environment = lab.aws(Map.of(
                "DATABASE_URL",
                lab.database().fresh(SERVICE),
                "BENCHMARK_HANDLER",
                "none",
                "BENCHMARK_DATABASE",
                "none"));
        var alone = Samples.of(Double.NaN);
        for (int count : PROCESSES) {
            Lab.say("scaling: " + count + (count == 1 ? " process" : " processes"));
            while (programs.size() < count) {
                var program = lab.programs().service(SERVICE, Processors.ONE, environment);
                programs.add(program);
                program.await(SERVICE + " is ready");
            }
            lab.broker().latency(RECEIVE, DELETE, Duration.ZERO);
            warmUp();
            var busy = turns(Long.MAX_VALUE);
            var lightly = turns((long) IN_FLIGHT_EACH * count);
            lab.broker().shut(QUEUE);
            String name = "Entrega, " + count + (count == 1 ? " process" : " processes");
            results.figure("CPU per message by the number of processes, busy", name, cpu(busy), "µs");
            results.figure("Messages per second by the number of processes, busy", name, rate(busy), "1/s");
            var each = rate(lightly);
            results.figure(
                    "Messages per second by the number of processes, " + IN_FLIGHT_EACH + " in flight for each",
                    name,
                    each,
                    "1/s");
            if (count == 1) {
                alone = each;
            }
            results.figure("Throughput ÷ that of one, for each process", name, share(each, alone, count), "");
        }
    }

    /** One processor is for all of them, and each has its own compiler to feed: so many take so many times as long. */
    private void warmUp() throws InterruptedException {
        lab.broker().open(QUEUE);
        var warmth = new Warmth();
        long begin = System.nanoTime();
        long end = begin + programs.size() * lab.scale().longestWarmUp().toNanos();
        long least = begin + programs.size() * lab.scale().warmUp().toNanos();
        while (System.nanoTime() < end && (System.nanoTime() < least || !warmth.isAtRest())) {
            var turn = turn(SLICE);
            warmth.note(turn.cpuPerMessage());
        }
        for (var program : programs) {
            lab.programs().pin(program);
        }
    }

    private List<Turn> turns(long inFlight) throws InterruptedException {
        lab.broker().open(QUEUE, inFlight);
        Thread.sleep(lab.scale().settle());
        var turns = new ArrayList<Turn>();
        for (int round = 1; round <= lab.scale().rounds(); round++) {
            turns.add(turn(lab.scale().window()));
        }
        return turns;
    }

    private Turn turn(Duration window) throws InterruptedException {
        var watch = lab.machine().watch();
        var before = lab.broker().counts(QUEUE);
        var cpu = cpu();
        Thread.sleep(window);
        var used = cpu().minus(cpu);
        long deleted = lab.broker().counts(QUEUE).since(before).deleted();
        var time = watch.end();
        return new Turn(deleted * 1e9 / time.toNanos(), used.toNanos() / 1e3 / deleted);
    }

    private Duration cpu() {
        return programs.stream().map(Program::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private static Samples rate(List<Turn> turns) {
        return new Samples(turns.stream().map(Turn::perSecond).toList());
    }

    private static Samples cpu(List<Turn> turns) {
        return new Samples(turns.stream().map(Turn::cpuPerMessage).toList());
    }

    private static Samples share(Samples all, Samples alone, int count) {
        return new Samples(
                all.values().stream().map(rate -> rate / count / alone.median()).toList());
    }
}
