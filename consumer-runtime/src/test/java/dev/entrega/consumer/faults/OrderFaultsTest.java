package dev.entrega.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.TestDatabase;
import dev.entrega.consumer.TestQueueClient;
import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.Holds;
import dev.entrega.local.SharedCloud;
import dev.entrega.local.process.ChildProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** REORDERED: no subject's events change places, whatever happens to the processes that handle them. */
@Tag("faults")
class OrderFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String QUEUE = "orderfaults_orders-api.fifo";
    private static final int SKUS = 8;
    private static final int EACH = 60;
    private static final int LATER = 20;

    private final Map<String, String> environment = new HashMap<>();
    private TestDatabase database;
    private TestQueueClient queue;

    @BeforeEach
    void anEnvironmentOfItsOwn() {
        String url = SharedCloud.freshDatabase("faults");
        environment.putAll(Map.of(
                "DATABASE_URL",
                url,
                "ENTREGA_ENV",
                "orderfaults",
                "ENTREGA_QUEUE_VISIBILITY",
                "5s",
                "ENTREGA_CONSUMER_POLL_WAIT",
                "2s"));
        database = new TestDatabase(url);
        queue = new TestQueueClient(SharedCloud.cloud(), QUEUE);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private ChildProcess start(String rejected) throws Exception {
        var its = new HashMap<>(environment);
        its.put("PRICES_REJECTED", rejected);
        return FaultyService.start(its);
    }

    private long applied() {
        return database.count("SELECT count(*) FROM effect WHERE handler = 'priced'");
    }

    private List<Long> revisionsOf(String sku) {
        return database
                .rows(
                        "SELECT split_part(subject, '-', 2) FROM effect"
                                + " WHERE handler = 'priced' AND subject LIKE ? ORDER BY at",
                        sku + "-%")
                .stream()
                .map(Long::valueOf)
                .toList();
    }

    private void redriveAll() throws SQLException {
        var letters = new DeadLetters();
        try (var connection = database.connect()) {
            for (var letter : letters.find(connection, DeadLetterFilter.ALL, 0, 100)) {
                letters.redrive(connection, letter.id(), QUEUE, "ada");
            }
        }
    }

    private void send(int from, int to) {
        for (int revision = from; revision <= to; revision++) {
            for (int sku = 0; sku < SKUS; sku++) {
                queue.sendPrice("k" + sku, revision);
            }
        }
    }

    @Test
    void processesThatAreKilledAndStandStillChangeNoOrderAlsoBehindDeadLetters() throws Exception {
        try (var first = start("k0-10,k1-15");
                var second = start("k0-10,k1-15")) {
            send(1, EACH / 2);
            // Of each of the two handlers.
            await().atMost(LONG).until(() -> database.count("SELECT count(*) FROM entrega.dead_letter") == 4);
            first.kill();
            send(EACH / 2 + 1, EACH * 2 / 3);
            second.kill();
        }
        try (var third = start("");
                var fourth = start("")) {
            redriveAll();
            long before = applied();
            await().atMost(LONG).until(() -> applied() > before);
            third.kill(); // While what was brought back and what waits behind it is under way.
            try (var fifth = start("")) {
                fourth.stop();
                send(EACH * 2 / 3 + 1, EACH);
                // Of other products: it may stand still in transactions that hold all of those before.
                for (int revision = 1; revision <= LATER; revision++) {
                    queue.sendPrice("later", revision);
                }
                await().atMost(LONG).until(() -> revisionsOf("later").size() == LATER);
                fourth.goOn();
                // What was brought back for the other handler may be on its way from the outbox to the queue.
                await().atMost(LONG)
                        .until(() -> applied() >= (long) SKUS * EACH + LATER
                                && queue.size() == 0
                                && database.count("SELECT count(*) FROM entrega.hold") == 0);
                assertThat(fifth.output()).contains("outcome=done");
            }
        }
        for (int sku = 0; sku < SKUS; sku++) {
            assertThat(revisionsOf("k" + sku))
                    .as("k" + sku)
                    .hasSize(EACH)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(revisionsOf("later")).hasSize(LATER).isSorted().doesNotHaveDuplicates();
        try (var connection = database.connect()) {
            assertThat(new Holds().all(connection)).isEmpty();
        }
        assertThat(database.count("SELECT count(*) FROM entrega.held")).isZero();
    }
}
