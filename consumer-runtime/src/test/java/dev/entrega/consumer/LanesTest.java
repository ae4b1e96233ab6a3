package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.lane.Gates;
import dev.entrega.consumer.lane.LaneTable;
import dev.entrega.consumer.lane.Needs;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queues of a service that can be held back by themselves. */
class LanesTest {

    private static final String MAIN = "lanes_orders-api";
    private static final String LANE = "lanes_orders-api_lane_slow";
    private static final int RATE = 5;

    private static TestConsumer service;
    private static TestQueueClient lane;

    @BeforeAll
    static void start() {
        service = TestConsumer.start(
                "lanes",
                Map.of(
                        "entrega.lanes.slow.rate-per-second",
                        RATE,
                        "entrega.consumer.max-attempts",
                        1000,
                        "entrega.consumer.retry-base",
                        "10ms"));
        lane = new TestQueueClient(SharedCloud.cloud(), LANE);
    }

    @AfterAll
    static void stop() {
        lane.close();
        service.close();
    }

    private static LaneHandler handler() {
        return service.context.getBean(LaneHandler.class);
    }

    private static String send(String subject) {
        String id = UUID.randomUUID().toString();
        lane.send(TestQueueClient.reserved(id, subject));
        return id;
    }

    private static long effects(String subject) {
        return service.database.count(
                "SELECT count(*) FROM effect WHERE handler = 'by-lane' AND subject LIKE ?", subject);
    }

    private static void pause(String queue) throws SQLException {
        try (var connection = service.database.connect()) {
            assertThat(new LaneTable().pause(connection, queue, "ada", "INC-42"))
                    .isTrue();
        }
    }

    private static void resume(String queue) throws SQLException {
        try (var connection = service.database.connect()) {
            assertThat(new LaneTable().resume(connection, queue, "ada")).isTrue();
        }
    }

    @Test
    void aPausedLaneKeepsItsMessagesWhileTheServiceGoesOnUntilItIsResumed() throws SQLException {
        pause(LANE);
        await().until(() -> service.context.getBean(Consumers.class).closed().containsKey(LANE));
        send("paused-1");
        String other = service.queue.sendOrder("done--1");

        await().until(() -> service.database.effects("done--1") == 1);
        assertThat(lane.size()).as("event " + other + " was handled meanwhile").isEqualTo(1);
        assertThat(effects("paused-1")).isZero();

        resume(LANE);
        await().until(() -> effects("paused-1") == 1);
        assertThat(service.database.rows("SELECT who, action, detail FROM entrega.audit ORDER BY id"))
                .contains("ada|pause|" + LANE + ": INC-42", "ada|resume|" + LANE + ", paused for: INC-42");
    }

    @Test
    void theServicesOwnQueueCanBePausedToo() throws SQLException {
        pause(MAIN);
        await().until(() -> service.context.getBean(Consumers.class).closed().containsKey(MAIN));
        service.queue.sendOrder("done--2");
        send("meanwhile-2");

        await().until(() -> effects("meanwhile-2") == 1);
        assertThat(service.database.effects("done--2")).isZero();

        resume(MAIN);
        await().until(() -> service.database.effects("done--2") == 1);
    }

    @Test
    void whatIsPausedStaysSoOverAStartAndIsResumedInEveryInstance() throws SQLException {
        try (var connection = service.database.connect()) {
            new LaneTable().pause(connection, "over-a-start", "ada", "INC-42");
        }
        var gates = new Gates(
                service.context.getBean(Transactions.class),
                service.context.getBean(ErrorReports.class),
                service.context.getBean(MeterRegistry.class),
                new Needs(Map.of(), null));
        var gate = gates.ofMain("over-a-start");

        gates.start();
        try {
            assertThat(gate.isPaused()).as("before anything is received").isTrue();
            resume("over-a-start");
            await().until(() -> !gate.isPaused());
        } finally {
            gates.stop();
        }
    }

    @Test
    void pausingTwiceChangesNothing() throws SQLException {
        try (var connection = service.database.connect()) {
            var table = new LaneTable();
            assertThat(table.pause(connection, "another", "ada", "first")).isTrue();
            assertThat(table.pause(connection, "another", "bob", "second")).isFalse();
            assertThat(table.paused(connection))
                    .hasEntrySatisfying(
                            "another", pause -> assertThat(pause.reason()).isEqualTo("first"));
            assertThat(table.resume(connection, "another", "bob")).isTrue();
            assertThat(table.resume(connection, "another", "bob")).isFalse();
            assertThat(table.paused(connection)).doesNotContainKey("another");
        }
    }

    @Test
    void notMoreBeginInASecondThanTheRateOfTheLaneAllows() {
        var ids = IntStream.range(0, 2 * RATE + 1)
                .mapToObj(i -> send("rate-" + i))
                .toList();

        await().atMost(Duration.ofSeconds(20)).until(() -> effects("rate-%") == 2 * RATE + 1);
        assertThat(service.database.count("""
                SELECT (extract(epoch FROM max(handled_at) - min(handled_at)) * 1000)::bigint
                  FROM entrega.inbox WHERE handler = 'by-lane' AND event_id = ANY (string_to_array(?, ','))""", String.join(",", ids)))
                .as("eleven at five in a second take two seconds, less what a clock may tell")
                .isGreaterThan(1800);
    }

    @Test
    void aLaneWhoseDeliveriesFailPausesInsteadOfBurningAttempts() {
        handler().failing = true;
        for (int i = 0; i < 12; i++) {
            send("broken-" + i);
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.context.getBean(Consumers.class).closed().containsKey(LANE));
        String other = service.queue.sendOrder("done--3");
        await().until(() -> service.database.effects("done--3") == 1);
        assertThat(other).isNotEmpty();

        handler().failing = false;
        await().atMost(Duration.ofSeconds(30)).until(() -> effects("broken-%") == 12);
    }

    @Test
    void aDeadLetterOfALaneIsBroughtBackToItsLane() throws SQLException {
        String id = UUID.randomUUID().toString();
        lane.send(TestQueueClient.event(id, "stock.reserved.v1", "invalid", "{}"));
        await().until(() ->
                service.database.count("SELECT count(*) FROM entrega.dead_letter WHERE event_id = ?", id) == 1);

        try (var connection = service.database.connect()) {
            var letters = new DeadLetters();
            var letter = letters.find(connection, DeadLetterFilter.ALL, 0, 10).stream()
                    .filter(stored -> stored.letter().key().eventId().equals(id))
                    .findFirst()
                    .orElseThrow();
            letters.redrive(connection, letter.id(), MAIN, "ada");
        }

        assertThat(service.database.rows("SELECT queue FROM entrega.outbox WHERE event_id = ?", id))
                .containsExactly(LANE);
    }

    @Test
    void whatCameToTheServicesQueueBeforeItsHandlerHadALaneIsHandledToo() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.reserved(id, "early"));

        await().until(() -> effects("early") == 1);
    }
}
