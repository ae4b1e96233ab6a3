package dev.entrega.messaging.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> alarms = new CopyOnWriteArrayList<>();
    private final Beginning beginning = new Beginning();
    private volatile Condition relay = Condition.up("relay", "it sends");
    private HealthWatch watch;

    @BeforeEach
    void start() {
        Vital vital = () -> relay;
        watch = new HealthWatch(() -> Stream.of(beginning, vital), new Alarms(), registry);
        watch.start();
    }

    @AfterEach
    void stop() {
        watch.stop();
    }

    private final class Alarms implements ErrorReports {
        @Override
        public void tell(ErrorReport report) {
            alarms.add(report.name() + " " + report.problem());
        }

        @Override
        public void close() {}
    }

    private double health(String part) {
        return registry.get("entrega.health").tag("part", part).gauge().value();
    }

    @Test
    void aPartThatGetsWorseIsAnAlarmEachTimeAndAStartIsNone() {
        relay = Condition.degraded("relay", "slow");
        await().until(() -> alarms.equals(List.of("relay is degraded")));
        relay = Condition.down("relay", "gone");
        await().until(() -> alarms.equals(List.of("relay is degraded", "relay is down")));

        beginning.waitsFor("PostgreSQL");
        relay = Condition.degraded("relay", "slow");
        await().until(() -> alarms.size() > 2);
        assertThat(alarms).containsExactly("relay is degraded", "relay is down", "relay is degraded");
    }

    @Test
    void howAPartIsCanBeReadAtAnyTime() {
        assertThat(health("relay")).isZero();
        assertThat(health("start")).isEqualTo(2);

        relay = Condition.degraded("relay", "slow");
        beginning.hasBegun();

        assertThat(health("relay")).isEqualTo(1);
        assertThat(health("start")).isZero();
    }
}
