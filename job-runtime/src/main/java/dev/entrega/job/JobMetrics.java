package dev.entrega.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code entrega.job.last.success.age}, in seconds, of each job that was ever done. Thread-safe. */
final class JobMetrics {

    private static final String NAME = "entrega.job.last.success.age";
    private static final double MILLIS = 1000;

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Instant> successes = new ConcurrentHashMap<>();

    JobMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** @param time null if it was never done */
    void lastSuccess(String job, @Nullable Instant time) {
        if (time != null && successes.put(job, time) == null) {
            Gauge.builder(NAME, () -> age(job))
                    .description("Since a run of the job was last done")
                    .baseUnit("seconds")
                    .tag("handler", job)
                    .register(registry);
        }
    }

    private double age(String job) {
        var time = successes.get(job);
        return time == null
                ? Double.NaN
                : Duration.between(time, clock.instant()).toMillis() / MILLIS;
    }
}
