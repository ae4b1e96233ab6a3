package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.lane.LaneTable;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is counted of deliveries, and that nothing is counted that the page of metrics doesn't know. */
class MetricsTest {

    private static final String QUEUE = "metrics_orders-api";

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("metrics", Map.of("entrega.consumer.max-attempts", 2));
        service.database.execute("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'as the test says' USING ERRCODE = '23514'; END $$""");
        service.database.execute("""
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON effect DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (NEW.subject LIKE '%uncommitted%') EXECUTE FUNCTION refuse()""");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static MeterRegistry registry() {
        return service.context.getBean(MeterRegistry.class);
    }

    private static double count(Search search) {
        var counter = search.counter();
        return counter == null ? 0 : counter.count();
    }

    private static Search find(String name, String handler) {
        String type = handler.equals("scripted") ? "order.placed.v1" : "order.cancelled.v1";
        return registry().find(name).tags("service", "orders-api", "handler", handler, "event.type", type);
    }

    /** There before anything has happened. */
    private static Timer timer(String name) {
        return registry()
                .get(name)
                .tags("service", "orders-api", "handler", "scripted", "event.type", "order.placed.v1")
                .timer();
    }

    private static double results(String handler, String outcome) {
        return count(find("entrega.delivery.result", handler).tag("outcome", outcome));
    }

    private static double alarms(String place, String name, String problem) {
        return count(registry().find("entrega.alarm").tags("place", place, "name", name, "problem", problem));
    }

    @Test
    void whatIsDoneIsCountedWithTheTimeSinceItsEventAndTheTimeItTook() {
        double done = results("scripted", "done");
        var critical = timer("entrega.event.critical.time");
        var duration = timer("messaging.process.duration");
        long timed = critical.count();
        double took = duration.totalTime(TimeUnit.MILLISECONDS);

        service.queue.sendOrder("sleep-120-1");

        await().until(() -> results("scripted", "done") == done + 1);
        assertThat(critical.count()).isEqualTo(timed + 1);
        assertThat(critical.max(TimeUnit.MILLISECONDS)).isBetween(120.0, 60_000.0);
        assertThat(duration.totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(took + 120);
    }

    @Test
    void aSecondCopyIsADuplicateAndNothingElse() {
        double done = results("scripted", "done");
        double duplicates = results("scripted", "duplicate");
        double absorbed = count(find("entrega.inbox.duplicates", "scripted"));
        String body = TestQueueClient.order(UUID.randomUUID().toString(), "done--2");

        service.queue.send(body);
        await().until(() -> results("scripted", "done") == done + 1);
        service.queue.send(body);

        await().until(() -> results("scripted", "duplicate") == duplicates + 1);
        assertThat(results("scripted", "done")).isEqualTo(done + 1);
        assertThat(count(find("entrega.inbox.duplicates", "scripted"))).isEqualTo(absorbed + 1);
    }

    @Test
    void whatFailsIsARetryUntilItIsADeadLetterAndItsReasonIsAnAlarm() {
        double retries = results("scripted", "retry");
        double dead = results("scripted", "dead");
        double exhausted = alarms("handler", "scripted", "ATTEMPTS_EXHAUSTED");

        service.queue.sendOrder("throw--3");

        await().until(() -> results("scripted", "dead") == dead + 1);
        assertThat(results("scripted", "retry")).isEqualTo(retries + 1);
        assertThat(alarms("handler", "scripted", "ATTEMPTS_EXHAUSTED")).isEqualTo(exhausted + 1);
        assertThat(alarms("handler", "scripted", "failed")).isPositive();
    }

    @Test
    void whatCouldNotBeCommittedIsNotDone() {
        double done = results("scripted", "done");
        double dead = results("scripted", "dead");

        service.queue.sendOrder("uncommitted--4");

        await().until(() -> results("scripted", "dead") == dead + 1);
        assertThat(results("scripted", "done")).isEqualTo(done);
    }

    @Test
    void aDeadLetterThatCouldNotBeStoredIsNoneAndAnAlarm() {
        double dead = results("scripted", "dead");
        double refused = alarms("handler", "scripted", "could not be written down");
        service.database.execute("""
            CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON entrega.dead_letter DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION refuse()""");

        service.queue.sendOrder("reject--5");

        await().until(() -> alarms("handler", "scripted", "could not be written down") > refused);
        assertThat(results("scripted", "dead")).isEqualTo(dead);
        service.database.execute("DROP TRIGGER at_commit ON entrega.dead_letter");
        await().until(() -> results("scripted", "dead") == dead + 1);
    }

    @Test
    void whatReachesNoHandlerIsCountedUnderNoNameOfTheSenders() {
        var unhandled = registry()
                .find("entrega.delivery.result")
                .tags("handler", "none", "event.type", "none", "outcome", "dead");
        double dead = count(unhandled);

        service.queue.send("no JSON at all");

        await().until(() -> count(unhandled) == dead + 1);
        assertThat(alarms("handler", "none", "MALFORMED")).isPositive();
    }

    @Test
    void whatABatchHandlerTakesIsCountedOneByOneWhenItIsCommitted() throws SQLException {
        double done = results("counting", "done");
        double duplicates = results("counting", "duplicate");
        double dead = results("counting", "dead");
        sendAtOnce("together-1", "together-2", "together-3", "together-4", "together-4");

        await().until(() -> results("counting", "duplicate") == duplicates + 1);
        await().until(() -> results("counting", "done") == done + 4);

        sendAtOnce("committed-1", "committed-2", "uncommitted-3");

        await().until(() -> results("counting", "dead") == dead + 1);
        await().until(() -> results("counting", "done") == done + 6);
        service.awaitEmptyQueue();
        assertThat(results("counting", "done"))
                .as("none of the batch that could not be committed")
                .isEqualTo(done + 6);
        assertThat(results("counting", "duplicate")).isEqualTo(duplicates + 1);
    }

    /** They are there before anything is received, so that a receive brings several; one subject is one event. */
    private static void sendAtOnce(String... subjects) throws SQLException {
        try (var connection = service.database.connect()) {
            new LaneTable().pause(connection, QUEUE, "test", "to send");
            await().until(() ->
                    service.context.getBean(Consumers.class).closed().containsKey(QUEUE));
            for (String subject : subjects) {
                String id = UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8))
                        .toString();
                service.queue.send(TestQueueClient.cancelled(id, subject));
            }
            new LaneTable().resume(connection, QUEUE, "test");
        }
    }

    @Test
    void aLaneHasABreakerAndAQueueThatIsPausedIsDegradedHealth() throws SQLException {
        assertThat(registry()
                        .get("entrega.breaker.state")
                        .tag("queue", QUEUE + "_lane_slow")
                        .gauge()
                        .value())
                .isZero();
        var health = registry().get("entrega.health").tag("part", "consumer").gauge();
        double alarms = alarms("health", "consumer", "is degraded");
        try (var connection = service.database.connect()) {
            new LaneTable().pause(connection, QUEUE + "_lane_slow", "test", "INC-42");

            await().until(() -> health.value() == 1);
            await().until(() -> alarms("health", "consumer", "is degraded") > alarms);

            new LaneTable().resume(connection, QUEUE + "_lane_slow", "test");
            await().until(() -> health.value() == 0);
        }
    }

    /** In both directions: a metric that nobody can look up, and a page that promises what is not there. */
    @Test
    void thePageOfMetricsNamesEachOfTheRuntimeAndNoOther() throws IOException {
        service.queue.send(TestQueueClient.event(UUID.randomUUID().toString(), "order.placed.v1", "done--6", "{}"));
        await().atMost(Duration.ofSeconds(20)).until(() -> alarms("handler", "none", "CONTRACT_VIOLATED") == 1);

        var registered = registry().getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .filter(name -> name.startsWith("entrega.") || name.startsWith("messaging."))
                .distinct()
                .toList();
        var page = Files.readString(Path.of("..", "docs", "metrics.md"));
        var named = Pattern.compile("(?m)^\\| `((entrega|messaging)\\.[a-z.]+)`")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .filter(name -> !name.startsWith("entrega.job.")) // Those are other modules', and their tests'.
                .filter(name -> !name.startsWith("entrega.upstream."))
                .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(registered);
    }
}
