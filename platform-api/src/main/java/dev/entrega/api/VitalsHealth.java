package dev.entrega.api;

import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Condition.Level;
import dev.entrega.messaging.health.Vital;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/**
 * Shows what the parts of the service say of themselves at {@code /health}. Readiness is off while one is down that no
 * request can be answered without; while another is, who distributes requests has nowhere better to send them.
 */
@Singleton
final class VitalsHealth implements HealthIndicator {

    /** It still answers with a 200. */
    private static final HealthStatus DEGRADED = new HealthStatus("DEGRADED", "works, but not as it should", true, 500);

    private final List<Vital> vitals;

    VitalsHealth(List<Vital> vitals) {
        this.vitals = vitals;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Map<String, String>> parts = new TreeMap<>();
        var worst = Level.UP;
        for (var vital : vitals) {
            Condition now = vital.condition();
            parts.put(now.part(), Map.of("status", now.level().name(), "detail", now.detail()));
            var counts = now.level() == Level.DOWN && !vital.isEssential() ? Level.DEGRADED : now.level();
            worst = counts.compareTo(worst) > 0 ? counts : worst;
        }
        return Publishers.just(
                HealthResult.builder("parts", status(worst)).details(parts).build());
    }

    private static HealthStatus status(Level level) {
        return switch (level) {
            case UP -> HealthStatus.UP;
            case DEGRADED -> DEGRADED;
            case DOWN -> HealthStatus.DOWN;
        };
    }
}
