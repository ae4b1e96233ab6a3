package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events that come too late, or once more. */
class LatenessTest {

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("lateness", Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anExpiredEventIsDeadLetteredWithoutCallingTheHandler() {
        String id = UUID.randomUUID().toString();
        service.queue.send(with(TestQueueClient.order(id, "done--27"), "\"expirytime\":\"2026-01-01T00:00:00Z\""));

        await().untilAsserted(
                        () -> assertThat(service.deadLetter(id)).isEqualTo("scripted|EXPIRED|1,second|EXPIRED|1"));
        assertThat(service.handler().runs).doesNotContain("done--27");
    }

    @Test
    void anEventBeyondTheHorizonIsDeadLetteredWhoeverBroughtItBack() {
        String id = UUID.randomUUID().toString();
        service.queue.send(with(TestQueueClient.order(id, "done--28"), "\"publishtime\":\"2026-01-01T00:00:00Z\""));

        await().until(() -> !service.deadLetter(id).isEmpty());
        assertThat(service.deadLetter(id)).startsWith("scripted|TOO_OLD|1");
        assertThat(service.handler().runs).doesNotContain("done--28");
    }

    @Test
    void anEventBeyondTheHorizonIsHandledIfAnOperatorTakesItOnHimself() {
        String id = UUID.randomUUID().toString();
        service.queue.send(with(
                TestQueueClient.order(id, "done--29"),
                "\"publishtime\":\"2026-01-01T00:00:00Z\",\"allowduplicates\":true"));

        await().until(() -> service.handled(id) == 1);
    }

    @Test
    void whatWasHandledInTimeIsADuplicateAndNoLateEvent() {
        String id = service.queue.sendOrder("done--30");
        await().until(() -> service.handled(id) == 1);

        service.queue.send(with(TestQueueClient.order(id, "done--30"), "\"expirytime\":\"2026-01-01T00:00:00Z\""));

        await().until(() -> service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id)
                == 1);
        assertThat(service.deadLetter(id)).isEmpty();
    }

    @Test
    void aReplayIsSkippedUnlessItSaysAgainAndThenRunsOnce() {
        String id = service.queue.sendOrder("done--31");
        await().until(() -> service.handled(id) == 1);

        service.queue.send(with(TestQueueClient.order(id, "done--31"), "\"replayid\":\"r1\""));
        await().until(() -> service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id)
                == 1);
        service.queue.send(with(TestQueueClient.order(id, "done--31"), "\"replayid\":\"r2\",\"rerun\":true"));
        service.queue.send(with(TestQueueClient.order(id, "done--31"), "\"replayid\":\"r2\",\"rerun\":true"));

        await().until(() -> service.database.count(
                        "SELECT coalesce(sum(duplicates), 0) FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?",
                        id + "#r2")
                == 1);
        assertThat(service.database.effects("done--31")).isEqualTo(2);
    }

    private static String with(String body, String extensions) {
        return body.replace("\"specversion\":", extensions + ",\"specversion\":");
    }
}
