package dev.entrega.messaging.outbox;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.Service;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.health.Condition.Level;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxUpkeepTest {

    private static final RelayPolicy POLICY =
            new RelayPolicy(Duration.ofSeconds(1), 20, Duration.ofDays(7), Duration.ofMinutes(1));

    private static TestService service;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final OutboxVital vital = new OutboxVital(new Service("orders-api", "test"), POLICY, registry);
    private OutboxUpkeep upkeep;

    @BeforeAll
    static void start() {
        service = TestService.start("upkeep", Map.of("entrega.outbox.relay", "outside"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anOutbox() {
        execute("TRUNCATE entrega.outbox");
        service.transactions().executeWrite(status -> service.publisher().publish("order-1", order(1)));
        upkeep = new OutboxUpkeep(
                new OutboxTable(), new Transactions(service.transactions()), vital, POLICY, Duration.ofHours(1));
    }

    private static void execute(String sql) {
        service.transactions().executeWrite(status -> {
            service.execute(status.getConnection(), sql);
            return true;
        });
    }

    private static long rows() {
        return service.count("SELECT count(*) FROM entrega.outbox");
    }

    @Test
    void whatWasPublishedLongAgoIsRemovedAndNothingElse() throws InterruptedException {
        execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, created_at, published_at, parked_reason)
            SELECT 'old-' || i, 'order.placed.v1', '/orders-api', 's', '{}', now() - interval '8 days',
                   CASE WHEN i <= 2500 THEN now() - interval '8 days'
                        WHEN i = 2501 THEN now() - interval '6 days' END,
                   CASE WHEN i = 2502 THEN 'never' END
              FROM generate_series(1, 2503) AS i""");

        upkeep.round();

        assertThat(rows())
                .as("the new one, one that was delayed, a parked one and one that still waits")
                .isEqualTo(4);
        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE event_id = 'old-2500'"))
                .isZero();
    }

    @Test
    void anOutboxThatIsLateIsDegradedUntilItIsNot() throws InterruptedException {
        upkeep.round();
        assertThat(vital.condition().level()).isEqualTo(Level.UP);

        execute("UPDATE entrega.outbox SET due_at = now() - interval '2 minutes'");
        upkeep.round();
        assertThat(vital.condition().level()).isEqualTo(Level.DEGRADED);
        assertThat(vital.condition().detail()).contains("due for 120 s");

        execute("UPDATE entrega.outbox SET published_at = now()");
        upkeep.round();
        assertThat(vital.condition().level()).isEqualTo(Level.UP);
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void whatWasFoundIsToldAsMetricsUntilTheDatabaseCannotBeAsked() throws InterruptedException {
        assertThat(gauge("entrega.outbox.pending")).as("not looked at yet").isNaN();
        service.transactions().executeWrite(status -> service.publisher().publish("order-2", order(1)));
        execute("UPDATE entrega.outbox SET due_at = now() - interval '90 seconds'");
        execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, due_at, published_at, parked_reason)
            VALUES ('sent', 'order.placed.v1', '/orders-api', 's', '{}', now() - interval '1 hour', now(), NULL),
                   ('parked', 'order.placed.v1', '/orders-api', 's', '{}', now() - interval '1 hour', NULL, 'never'),
                   ('later', 'order.placed.v1', '/orders-api', 's', '{}', now() + interval '1 hour', NULL, NULL)""");

        upkeep.round();

        assertThat(gauge("entrega.outbox.pending")).isEqualTo(2);
        assertThat(gauge("entrega.outbox.parked")).isEqualTo(1);
        assertThat(gauge("entrega.outbox.oldest.age")).isBetween(90.0, 100.0);
        assertThat(registry.get("entrega.outbox.oldest.age").gauge().getId().getBaseUnit())
                .isEqualTo("seconds");

        execute("DELETE FROM entrega.outbox WHERE published_at IS NULL");
        upkeep.round();
        assertThat(gauge("entrega.outbox.pending")).isZero();
        assertThat(gauge("entrega.outbox.oldest.age")).isZero();

        vital.notFound("as the test says");
        assertThat(gauge("entrega.outbox.oldest.age"))
                .as("old news would be good news")
                .isNaN();
    }

    @Test
    void whatIsDueLaterIsNotLate() throws InterruptedException {
        execute("UPDATE entrega.outbox SET due_at = now() + interval '1 day', created_at = now() - interval '1 day'");

        upkeep.round();

        assertThat(vital.condition().level()).isEqualTo(Level.UP);
    }

    @Test
    void parkedRowsAreAnOperatorsBusiness() throws InterruptedException {
        execute("UPDATE entrega.outbox SET parked_reason = 'InvalidParameter'");

        upkeep.round();

        assertThat(vital.condition().level()).isEqualTo(Level.DEGRADED);
        assertThat(vital.condition().detail()).isEqualTo("1 events are parked; see toolbelt outbox list orders-api");
    }
}
