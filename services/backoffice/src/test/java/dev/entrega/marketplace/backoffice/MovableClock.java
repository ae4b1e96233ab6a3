package dev.entrega.marketplace.backoffice;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The service's clock, where {@code test.clock} is set: it goes ahead when it is told to. Thread-safe. */
@Singleton
@Replaces(Clock.class)
@Requires(property = "test.clock")
class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void goAhead(Duration more) {
        ahead = more;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
