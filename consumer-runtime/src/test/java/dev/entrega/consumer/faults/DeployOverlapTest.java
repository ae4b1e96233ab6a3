package dev.entrega.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.TestDatabase;
import dev.entrega.consumer.TestQueueClient;
import dev.entrega.local.SharedCloud;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 39: old and new code read one queue during a deploy. */
@Tag("faults")
class DeployOverlapTest {
    private static final int EVENTS = 5;
    private static final Duration OVERLAP = Duration.ofSeconds(60);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(2);

    private final Map<String, String> old = new HashMap<>(Map.of(
            "DATABASE_URL",
            SharedCloud.freshDatabase("overlap"),
            "ENTREGA_ENV",
            "overlap",
            "ENTREGA_QUEUE_VISIBILITY",
            "5s",
            "ENTREGA_CONSUMER_POLL_WAIT",
            "1s",
            "ENTREGA_CONSUMER_RETRY_BASE",
            "500ms"));

    @Test
    void whatOnlyTheNewCodeUnderstandsIsKeptByTheOldUntilTheNewHandlesItOnce() throws Exception {
        var database = new TestDatabase(String.valueOf(old.get("DATABASE_URL")));
        try (var queue = new TestQueueClient(SharedCloud.cloud(), "overlap_orders-api");
                var older = FaultyService.start(old)) {
            for (int i = 0; i < EVENTS; i++) {
                queue.send(TestQueueClient.event(
                        UUID.randomUUID().toString(),
                        "order.shipped.v1",
                        "shipped-" + i,
                        "{\"carrier\":\"DHL\",\"trackingCode\":\"0123456789\"}"));
            }
            await().atMost(OVERLAP).until(() -> database.count("SELECT count(*) FROM entrega.attempt") == EVENTS);

            var newer = new HashMap<>(old);
            newer.put("NEWER_CODE", "true");
            try (var next = FaultyService.start(newer)) {
                for (int i = 0; i < EVENTS; i++) {
                    queue.sendOrder("done--" + i);
                }
                await().atMost(OVERLAP)
                        .until(() -> database.count("SELECT count(*) FROM effect WHERE handler = 'second'") == EVENTS);
                older.terminate();
                assertThat(older.awaitExit()).isLessThan(Duration.ofSeconds(25));
                // What the old process gave back last comes again after its back-off.
                await().atMost(LONGEST_BACK_OFF).until(() -> queue.size() == 0);
                assertThat(next.output()).contains("is ready");
            }
        }
        assertThat(database.rows("SELECT handler, count(*), count(DISTINCT subject) FROM effect GROUP BY 1 ORDER BY 1"))
                .containsExactly(row("newer"), row("scripted"), row("second"));
        assertThat(database.count("SELECT count(*) FROM entrega.dead_letter")).isZero();
    }

    private static String row(String handler) {
        return handler + "|" + EVENTS + "|" + EVENTS;
    }
}
