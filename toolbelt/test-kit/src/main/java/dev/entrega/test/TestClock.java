package dev.entrega.test;

import dev.entrega.messaging.TimeOrderedIds;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Runs like the system's clock, ahead of it by what a test has added. Thread-safe. */
final class TestClock extends Clock {

    private final AtomicReference<Duration> ahead;
    private final ZoneId zone;

    TestClock() {
        this(new AtomicReference<>(Duration.ZERO), ZoneOffset.UTC);
    }

    private TestClock(AtomicReference<Duration> ahead, ZoneId zone) {
        this.ahead = ahead;
        this.zone = zone;
    }

    /** In place of the service's clock, for everything that has a {@link Clock} injected, as {@link TimeOrderedIds}. */
    @Factory
    @Requires(property = RunningService.CLOCK_SETTING)
    static final class InPlaceOfTheSystems {
        @Singleton
        @Replaces(Clock.class)
        Clock clock() {
            return new TestClock();
        }
    }

    void advance(Duration time) {
        ahead.accumulateAndGet(time, Duration::plus);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new TestClock(ahead, other);
    }
}
