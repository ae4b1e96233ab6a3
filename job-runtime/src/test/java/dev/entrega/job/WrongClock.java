package dev.entrega.job;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** A machine whose clock is wrong by {@code test.clock}. */
@Factory
final class WrongClock {

    @Singleton
    @Replaces(Clock.class)
    @Requires(property = "test.clock")
    Clock clock(@Property(name = "test.clock") Duration wrongBy) {
        return Clock.offset(Clock.systemUTC(), wrongBy);
    }
}
