package dev.entrega.messaging.runtime;

import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Condition.Level;
import dev.entrega.messaging.health.Vital;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once what gets worse or better, for a process that nobody can ask over HTTP, and for whoever reads the log. */
@Singleton
final class HealthWatch implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Supplier<Stream<? extends Vital>> vitals;
    private final ErrorReports reports;
    private final MeterRegistry registry;
    private final Map<String, Level> known = new HashMap<>();
    private final Loop loop =
            new Loop(Thread.ofVirtual().name("health-watch"), INTERVAL, this::look, this::couldNotLook);

    @Inject
    HealthWatch(BeanProvider<Vital> vitals, ErrorReports reports, MeterRegistry registry) {
        this(vitals::stream, reports, registry);
    }

    /** @param vitals asked for when it starts */
    HealthWatch(Supplier<Stream<? extends Vital>> vitals, ErrorReports reports, MeterRegistry registry) {
        this.vitals = vitals;
        this.reports = reports;
        this.registry = registry;
    }

    @Override
    public void start() {
        vitals.get().forEach(this::show);
        loop.start();
    }

    private void show(Vital vital) {
        Gauge.builder("entrega.health", vital, its -> number(its.condition().level()))
                .description("Of a part: 0 up, 1 degraded, 2 down")
                .tag("part", vital.condition().part())
                .register(registry);
    }

    private static int number(Level level) {
        return switch (level) {
            case UP -> 0;
            case DEGRADED -> 1;
            case DOWN -> 2;
        };
    }

    private void look() {
        vitals.get()
                .filter(vital -> !vital.tellsOfItself())
                .map(Vital::condition)
                .forEach(this::tell);
    }

    /** What was never bad is not worth a line. */
    private void tell(Condition now) {
        var before = known.put(now.part(), now.level());
        if (before == now.level() || (before == null && now.level() == Level.UP)) {
            return;
        }
        switch (now.level()) {
            case UP -> LOG.info("health: {} is up: {}", now.part(), now.detail());
            case DEGRADED -> alarm(now, "is degraded");
            case DOWN -> alarm(now, "is down");
        }
    }

    private void alarm(Condition now, String problem) {
        LOG.error("health: {} {}: {}", now.part(), problem, now.detail());
        reports.tell(ErrorReport.of(Place.HEALTH, now.part(), problem, null));
    }

    private void couldNotLook(Throwable failure) {
        LOG.error("A part can't say how it is", failure);
        reports.tell(ErrorReport.of(Place.HEALTH, "watch", "failed", failure));
    }

    @Override
    public void stop() {
        loop.stop();
    }
}
