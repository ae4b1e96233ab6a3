package dev.entrega.messaging.runtime;

import dev.entrega.messaging.Worker;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Condition.Level;
import dev.entrega.messaging.health.Vital;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once what gets worse or better, for a process that nobody can ask over HTTP, and for whoever reads the log. */
@Singleton
final class HealthWatch implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final BeanProvider<Vital> vitals;
    private final Map<String, Level> known = new HashMap<>();
    private final Thread loop = Thread.ofVirtual().name("health-watch").unstarted(this::run);

    HealthWatch(BeanProvider<Vital> vitals) {
        this.vitals = vitals;
    }

    @Override
    public void start() {
        loop.start();
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            LOG.debug("Health is no longer watched");
        }
    }

    private void look() {
        try {
            vitals.stream().map(Vital::condition).forEach(this::tell);
        } catch (RuntimeException e) {
            LOG.error("A part can't say how it is", e);
        }
    }

    /** What was never bad is not worth a line. */
    private void tell(Condition now) {
        var before = known.put(now.part(), now.level());
        if (before == now.level() || (before == null && now.level() == Level.UP)) {
            return;
        }
        switch (now.level()) {
            case UP -> LOG.info("health: {} is up: {}", now.part(), now.detail());
            case DEGRADED -> LOG.error("health: {} is degraded: {}", now.part(), now.detail());
            case DOWN -> LOG.error("health: {} is down: {}", now.part(), now.detail());
        }
    }

    @Override
    public void stop() {
        loop.interrupt();
    }
}
