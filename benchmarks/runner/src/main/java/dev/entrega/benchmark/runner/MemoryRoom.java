package dev.entrega.benchmark.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/**
 * Memory of a consumer that is slower than its queue, while always 100 or always 10,000 messages are received or wait to
 * be. A process of its own for each measurement: none gives back what it has once taken.
 */
final class MemoryRoom implements Room {

    private static final long FEW = 100;
    private static final long MANY = 10_000;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        var environment = lab.aws(Map.of(
                "DATABASE_URL", lab.database().fresh("memory"), "BENCHMARK_HANDLER", "slow", "ENTREGA_ENV", "memory"));
        var few = new ArrayList<Double>();
        var many = new ArrayList<Double>();
        int rounds = lab.scale().thorough() ? 3 : 1;
        for (int round = 1; round <= rounds; round++) {
            Lab.say("memory: round " + round + " of " + rounds);
            few.add(megabytes(lab, environment, FEW));
            many.add(megabytes(lab, environment, MANY));
        }
        results.measured(Target.M1, new Samples(many).dividedBy(new Samples(few)));
        results.figure("Memory of a consumer under load", "100 messages waiting", new Samples(few), "MB");
        results.figure("Memory of a consumer under load", "10,000 messages waiting", new Samples(many), "MB");
    }

    /** The most that it has had. */
    private static double megabytes(Lab lab, Map<String, String> environment, long waiting)
            throws InterruptedException {
        var time = lab.scale().thorough() ? Duration.ofSeconds(20) : Duration.ofSeconds(5);
        String queue = "memory_memory";
        try (var consumer = lab.programs().growing("memory", environment)) {
            consumer.await("memory is ready");
            lab.broker().open(queue, waiting);
            var watch = lab.machine().watch();
            double most = 0;
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                Thread.sleep(100);
                most = Math.max(most, ProcessClock.residentMegabytes(consumer.pid()));
            }
            watch.end();
            return most;
        } finally {
            lab.broker().shut(queue);
        }
    }
}
