package dev.entrega.client;

import dev.entrega.messaging.health.Reach;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is counted of calls. A meter is looked up once: a lookup costs as much as all policies together. Thread-safe. */
final class UpstreamMetrics {

    private record Key(String upstream, String call, String outcome) {}

    private final MeterRegistry registry;
    private final Map<Key, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    UpstreamMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(String upstream, String call, long nanos) {
        attempt(upstream, call, "answered", nanos);
    }

    void failed(String upstream, String call, Failure failure, long nanos) {
        attempt(upstream, call, failure.name().toLowerCase(Locale.ROOT).replace('_', '-'), nanos);
    }

    private void attempt(String upstream, String call, String outcome, long nanos) {
        attempts.computeIfAbsent(
                        new Key(upstream, call, outcome),
                        key -> Timer.builder("http.client.request.duration")
                                .description("Of one attempt, to the last byte of its answer")
                                .tag("upstream", upstream)
                                .tag("call", call)
                                .tag("outcome", outcome)
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void retried(String upstream, String call) {
        count("entrega.upstream.retries", "Attempts after the first", upstream, call);
    }

    void refused(String upstream, String call) {
        count(
                "entrega.upstream.refused",
                "Attempts that were not made, by breaker, bulkhead, rate, or for want of a token",
                upstream,
                call);
    }

    private void count(String name, String description, String upstream, String call) {
        counters.computeIfAbsent(
                        new Key(upstream, call, name),
                        key -> Counter.builder(name)
                                .description(description)
                                .tag("upstream", upstream)
                                .tag("call", call)
                                .register(registry))
                .increment();
    }

    void breaker(String upstream, Supplier<Reach> reach) {
        Gauge.builder("entrega.upstream.breaker.state", () -> number(reach.get()))
                .description("0 if all is let through, 1 if one attempt is, 2 if none")
                .tag("upstream", upstream)
                .register(registry);
    }

    private static int number(Reach reach) {
        return switch (reach) {
            case ALL -> 0;
            case ONE -> 1;
            case NONE -> 2;
        };
    }
}
