package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Resources;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReplayCommandTest {

    private static final String BODY = "{\"specversion\":\"1.0\",\"id\":\"e-%s\",\"source\":\"/kitchen\","
            + "\"type\":\"meal.ordered.v1\",\"subject\":\"m-%s\",\"time\":\"2026-03-01T12:00:00Z\",\"derivedfrom\":"
            + "\"meal.ordered.v2\",\"data\":{\"price\":1.10}}";

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private ServiceDatabase kitchen;
    private Terminal terminal;

    @BeforeEach
    void aServiceThatHasPublished() throws IOException, SQLException {
        kitchen = ServiceDatabase.migrated("messaging");
        terminal = Terminal.withProfile(folder, Map.of("kitchen", kitchen.url()));
        for (int i = 1; i <= 25; i++) {
            kitchen.execute(
                    "INSERT INTO entrega.outbox (event_id, type, source, subject, body, created_at, published_at)"
                            + " VALUES (?, 'meal.ordered.v1', '/kitchen', ?, ?, '2026-03-01T12:00:00Z'::timestamptz + "
                            + i + " * interval '1 second', now())",
                    "e-" + i,
                    "m-" + i,
                    BODY.formatted(i, i));
        }
        kitchen.execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, created_at, published_at, queue)
            VALUES ('other', 'meal.served.v1', '/kitchen', 'm-1', '{}', '2026-03-01T12:00:01Z', now(), NULL),
                   ('redriven', 'meal.ordered.v1', '/kitchen', 'm-1', '{}', '2026-03-01T12:00:01Z', now(), 'floor'),
                   ('waiting', 'meal.ordered.v1', '/kitchen', 'm-1', '{}', '2026-03-01T12:00:01Z', NULL, NULL)""");
        subscribe("floor");
        subscribe("bar");
        cloud.createQueue(terminal.name("cellar"), Map.of());
    }

    private void subscribe(String reader) {
        String topic = cloud.createTopic(terminal.name("meal_ordered_v1"), Map.of());
        cloud.subscribe(
                topic, cloud.createQueue(terminal.name(reader), Map.of()), Map.of("RawMessageDelivery", "true"));
    }

    private Terminal.Result replay(String... more) {
        var arguments = new ArrayList<>(List.of("event", "replay", "--type", "meal.ordered.v1"));
        arguments.addAll(List.of("--only-to", "floor", "--from", "2026-03-01T12:00:00Z", "--rate", "1000/s"));
        arguments.addAll(List.of(more));
        return terminal.run(arguments.toArray(String[]::new));
    }

    private List<ReceivedMessage> received(String reader) {
        var queue = cloud.queue(terminal.name(reader));
        var received = new ArrayList<ReceivedMessage>();
        for (var batch = receive(queue); !batch.isEmpty(); batch = receive(queue)) {
            received.addAll(batch);
        }
        return received;
    }

    private static List<ReceivedMessage> receive(Queue queue) {
        return queue.receive(10, Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void whatWasPublishedIsSentOnceMoreToOneServiceAloneAndSaysSo() {
        var result = replay("--yes");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("sent 25 of 25 events of meal.ordered.v1 to floor");
        var received = received("floor");
        assertThat(received).hasSize(25);
        assertThat(received("bar")).isEmpty();
        var first = received.stream()
                .filter(message -> message.body().contains("\"id\":\"e-1\""))
                .findFirst()
                .orElseThrow();
        assertThat(first.body()).contains("\"data\":{\"price\":1.10}");
        assertThat(first.attributes())
                .containsEntry("type", "meal.ordered.v1")
                .containsEntry("subject", "m-1")
                .containsKey("bucket");
        var sending = new CloudEventFormat().read(first.body()).sending();
        assertThat(sending.replayId()).isNotNull();
        assertThat(sending.rerun()).isFalse();
        assertThat(sending.allowDuplicates()).isFalse();
        assertThat(sending.derivedFrom()).isEqualTo("meal.ordered.v2");
    }

    @Test
    void againAndDuplicatesAreSaidInEachEvent() {
        assertThat(replay("--again", "--allow-duplicates", "--subject", "m-3", "--yes")
                        .exitCode())
                .isZero();

        assertThat(received("floor")).singleElement().satisfies(message -> {
            var sending = new CloudEventFormat().read(message.body()).sending();
            assertThat(sending.rerun()).isTrue();
            assertThat(sending.allowDuplicates()).isTrue();
        });
    }

    @Test
    void theTimeIsLimitedOnBothSides() {
        var result = terminal.run(
                "event",
                "replay",
                "--type",
                "meal.ordered.v1",
                "--only-to",
                "floor",
                "--from",
                "2026-03-01T12:00:05Z",
                "--to",
                "2026-03-01T12:00:10Z",
                "--dry-run",
                "--json");

        assertThat(result.out()).contains("\"matching\":5", "\"end\":\"DRY_RUN\"", "\"replayId\":null");
        assertThat(received("floor")).isEmpty();
    }

    @Test
    void aRunGoesOnAfterWhereAnotherStopped() throws SQLException {
        long tenth = kitchen.count("SELECT position FROM entrega.outbox WHERE event_id = 'e-10'");

        var result = replay("--after", "kitchen:" + tenth, "--yes");

        assertThat(result.out()).contains("sent 15 of 15");
        assertThat(received("floor"))
                .extracting(
                        message -> new CloudEventFormat().read(message.body()).id())
                .hasSize(15)
                .contains("e-11", "e-25")
                .doesNotContain("e-10");
        assertThat(replay("--after", "kitchen:999999", "--yes").exitCode()).isEqualTo(3);
        assertThat(replay("--after", "kitchen", "--yes").exitCode()).isEqualTo(2);
    }

    @Test
    void lanesOfTheServiceGetThemToo() {
        subscribe("floor_lane_slow");

        assertThat(replay("--yes").exitCode()).isZero();

        assertThat(received("floor")).hasSize(25);
        assertThat(received("floor_lane_slow")).hasSize(25);
    }

    @Test
    void whoDoesNotReadTheTypeIsRefused() {
        var notSubscribed = terminal.run(
                "event",
                "replay",
                "--type",
                "meal.ordered.v1",
                "--only-to",
                "cellar",
                "--from",
                "2026-03-01T12:00:00Z",
                "--yes");
        assertThat(notSubscribed.exitCode()).isEqualTo(4);
        assertThat(notSubscribed.err()).contains("cellar does not subscribe to meal.ordered.v1");

        var missing = terminal.run(
                "event",
                "replay",
                "--type",
                "meal.eaten.v1",
                "--only-to",
                "floor",
                "--from",
                "2026-03-01T12:00:00Z",
                "--yes");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(replay().exitCode()).as("without consent").isEqualTo(4);
        assertThat(received("cellar")).isEmpty();
        assertThat(received("floor")).isEmpty();
    }

    @Test
    void aServiceWhoseDatabaseCannotBeReadMakesItPartlyDone() throws IOException {
        var both = Terminal.withProfile(
                folder,
                terminal.environment,
                Map.of("kitchen", kitchen.url(), "till", "postgres://x:topsecret@127.0.0.1:1/till"));

        var result = both.run(
                "event",
                "replay",
                "--type",
                "meal.ordered.v1",
                "--only-to",
                "floor",
                "--from",
                "2026-03-01T12:00:00Z",
                "--rate",
                "1000/s",
                "--yes");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("till").doesNotContain("topsecret");
        assertThat(received("floor")).hasSize(25);
    }
}
