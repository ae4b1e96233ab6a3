package dev.entrega.api;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** Turns {@code /health/readiness} off, for whoever distributes requests, as soon as the process has been told to end. */
@Singleton
final class Readiness implements HealthIndicator {

    private final HttpDrain drain;

    Readiness(HttpDrain drain) {
        this.drain = drain;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        var status = drain.isDraining() ? HealthStatus.DOWN : HealthStatus.UP;
        return Publishers.just(HealthResult.builder("drain", status).build());
    }
}
