package dev.entrega.client;

import dev.entrega.client.UpstreamSettings.Call;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What all that stands between a call and its attempt costs: every policy on, three instances, and no HTTP. */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {

    private static final int NEVER_USED_UP = 1_000_000;

    private final Upstream upstream = new Upstream(
            "partner",
            new UpstreamSettings(
                    List.of(URI.create("http://one:1"), URI.create("http://two:2"), URI.create("http://three:3")),
                    Duration.ofSeconds(1),
                    new Call(Duration.ofSeconds(5), 3),
                    Map.of(),
                    20,
                    50,
                    20,
                    Duration.ofSeconds(5),
                    50,
                    NEVER_USED_UP,
                    new TreeSet<>()),
            null,
            new UpstreamMetrics(new SimpleMeterRegistry()));

    @Benchmark
    public URI policies() {
        return upstream.call("answer", true, (instance, timeout) -> instance);
    }
}
