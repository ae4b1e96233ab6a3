package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands leave behind that are stopped midway, politely and otherwise. */
class InterruptedCommandTest {
    private static final int LETTERS = 200;

    @TempDir
    Path folder;

    private ServiceDatabase database;
    private Terminal terminal;

    @BeforeEach
    void aServiceWithManyDeadLetters() throws IOException, SQLException {
        database = ServiceDatabase.migrated();
        terminal = Terminal.withProfile(folder, Map.of("stock-service", database.url()));
        for (int i = 0; i < LETTERS; i++) {
            database.deadLetter("e-" + i, "REJECTED", "no");
        }
    }

    @Test
    void aRedriveThatWasKilledGoesOnWhereItWasWithoutLosingOrRepeatingAny() throws Exception {
        var redrive = ToolbeltProcess.start(
                terminal, "dlq", "redrive", "stock-service", "--rate", "50/s", "--wait", "0s", "--yes");
        await().atMost(Duration.ofSeconds(30)).until(() -> redriven() >= 20);
        redrive.process().destroyForcibly();
        redrive.ended();
        assertThat(redriven()).isBetween(20L, LETTERS - 1L);
        assertThat(redriven() + left()).isEqualTo(LETTERS);

        terminal.run("dlq", "redrive", "stock-service", "--rate", "1000/s", "--wait", "0s", "--yes");

        assertThat(left()).isZero();
        assertThat(redriven()).isEqualTo(LETTERS);
        assertThat(database.count("SELECT count(DISTINCT event_id) FROM entrega.outbox"))
                .isEqualTo(LETTERS);
        assertThat(database.count("SELECT count(*) FROM entrega.audit")).isEqualTo(LETTERS);
    }

    /** Row 36; with 50,000 by {@code -Dentrega.letters=50000}. */
    @Test
    @Tag("faults")
    void aRedriveThatIsStartedTwiceAndKilledMidwayBringsEachBackOnce() throws Exception {
        int letters = Integer.getInteger("entrega.letters", 2_000);
        database.execute("TRUNCATE entrega.dead_letter RESTART IDENTITY");
        database.execute("""
            INSERT INTO entrega.dead_letter
                   (handler, source, event_id, type, subject, reason, detail, attempts, first_failed_at, last_failed_at,
                    body, attributes)
            SELECT 'reserve-stock', '/orders-api', 'e-' || i, 'order.placed.v1', 'o', 'REJECTED', 'no', 1, now(), now(),
                   '{}', '{}' FROM generate_series(1, ?) AS i""", letters);
        String[] command = {"dlq", "redrive", "stock-service", "--rate", letters / 10 + "/s", "--wait", "0s", "--yes"};
        var killed = ToolbeltProcess.start(terminal, command);
        var other = ToolbeltProcess.start(terminal, command);
        await().atMost(Duration.ofSeconds(60)).until(() -> redriven() >= letters / 10);
        killed.process().destroyForcibly().waitFor();
        long atTheKill = redriven();
        assertThat(atTheKill).isLessThan(letters);
        assertThat(left()).isLessThanOrEqualTo(letters - atTheKill);
        await().atMost(Duration.ofMinutes(5)).until(() -> !other.process().isAlive());

        terminal.run("dlq", "redrive", "stock-service", "--rate", "1000/s", "--wait", "0s", "--yes");

        assertThat(left()).isZero();
        assertThat(database.count("SELECT count(*) FROM entrega.outbox")).isEqualTo(letters);
        assertThat(database.count("SELECT count(DISTINCT event_id) FROM entrega.outbox"))
                .isEqualTo(letters);
        assertThat(database.count("SELECT count(*) FROM entrega.audit")).isEqualTo(letters);
    }

    @Test
    void ctrlCEndsARedriveBetweenTwoAndSaysHowFarItCame() throws Exception {
        var redrive = ToolbeltProcess.start(
                terminal, "dlq", "redrive", "stock-service", "--rate", "20/s", "--wait", "0s", "--yes");
        await().atMost(Duration.ofSeconds(30)).until(() -> redriven() >= 5);
        redrive.interrupt();

        assertThat(redrive.ended()).isEqualTo(130);
        assertThat(redrive.said()).contains("brought back " + redriven() + " of " + LETTERS, "run it again to go on");
    }

    @Test
    void ctrlCEndsATailAndItsQueueGoesWithIt() throws Exception {
        var cloud = Terminal.cloud();
        String topic = cloud.createTopic(terminal.name("order_placed_v1"), Map.of());
        var tail = ToolbeltProcess.start(terminal, "topic", "tail", "order.placed.v1");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !cloud.operations().subscriptions(topic).isEmpty());
        tail.interrupt();

        assertThat(tail.ended()).isEqualTo(130);
        assertThat(cloud.operations().queues(terminal.name("tail_"))).isEmpty();
        assertThat(cloud.operations().subscriptions(topic)).isEmpty();
    }

    @Test
    void ctrlCEndsAReplayAndSaysHowToGoOnWithoutLosingOrRepeatingAny() throws Exception {
        var cloud = Terminal.cloud();
        String queue = cloud.createQueue(terminal.name("bar"), Map.of());
        cloud.subscribe(cloud.createTopic(terminal.name("meal_ordered_v1"), Map.of()), queue, Map.of());
        database.execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, published_at)
            SELECT 'e-' || i, 'meal.ordered.v1', '/kitchen', 'm', replace('{"specversion":"1.0","id":"e-ID",
                   "source":"/kitchen","type":"meal.ordered.v1","subject":"m","time":"2026-03-01T12:00:00Z","data":{}}',
                   'ID', i::text), now() FROM generate_series(1, 60) AS i""");
        var arguments = new ArrayList<>(List.of("event", "replay", "--type", "meal.ordered.v1", "--only-to", "bar"));
        arguments.addAll(List.of("--from", "2026-03-01T12:00:00Z", "--yes"));
        var replay = ToolbeltProcess.start(terminal, with(arguments, "--rate", "20/s"));
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting("bar") >= 8);
        replay.interrupt();

        assertThat(replay.ended()).isEqualTo(130);
        var reached = Pattern.compile("--after (stock-service:[0-9]+)").matcher(replay.said());
        assertThat(reached.find()).isTrue();
        terminal.run(with(arguments, "--rate", "1000/s", "--after", reached.group(1)));

        assertThat(waiting("bar")).isEqualTo(60);
    }

    private static String[] with(List<String> arguments, String... more) {
        return Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private long waiting(String reader) {
        return Terminal.cloud()
                .operations()
                .queue(terminal.name(reader))
                .orElseThrow()
                .waiting();
    }

    private long redriven() throws SQLException {
        return database.count("SELECT count(*) FROM entrega.outbox");
    }

    private long left() throws SQLException {
        return database.count("SELECT count(*) FROM entrega.dead_letter");
    }
}
