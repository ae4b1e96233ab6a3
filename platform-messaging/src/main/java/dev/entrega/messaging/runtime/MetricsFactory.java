package dev.entrega.messaging.runtime;

import dev.entrega.messaging.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;

/** What the platform adds to Micronaut's metrics. Each is registered by the class that knows its value. */
@Factory
final class MetricsFactory {

    @Singleton
    MeterFilter service(Service service) {
        return MeterFilter.commonTags(List.of(Tag.of("service", service.name())));
    }

    /** Counts nothing. */
    @Singleton
    @Requires(property = "micronaut.metrics.enabled", value = "false")
    MeterRegistry off() {
        return new CompositeMeterRegistry();
    }
}
