package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a message turns out to be before any handler is called. */
class DecodingTest {

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("decoding", Map.of("entrega.consumer.unknown-grace", "2s"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anIdThatPostgresqlCannotStoreIsMalformed() {
        service.queue.send(TestQueueClient.order("a\\u0000b", "done--20"));
        service.queue.send(TestQueueClient.order("x".repeat(3000), "done--20"));

        await().until(() -> service.database.count(
                        "SELECT count(*) FROM entrega.dead_letter WHERE reason = 'MALFORMED' AND body LIKE '%done--20%'")
                == 2);
        assertThat(service.handler().runs).doesNotContain("done--20");
    }

    @Test
    void brokenJsonIsDeadLetteredWithoutBurningAttempts() {
        for (String body : new String[] {"{\"unfinished\":", "no json", "\uFEFF{}", "[".repeat(20_000)}) {
            service.queue.send(body);
            await().until(() -> service.database.count(
                            "SELECT count(*) FROM entrega.dead_letter WHERE reason = 'MALFORMED' AND attempts = 1 AND body = ?",
                            body)
                    == 1);
        }
        service.awaitEmptyQueue();
    }

    @Test
    void aViolatedContractIsDeadLetteredWithoutCallingTheHandler() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.event(id, "order.placed.v1", "done--12", "{\"lines\":[]}"));

        await().until(() -> !service.deadLetter(id).isEmpty());
        assertThat(service.deadLetter(id)).isEqualTo("|CONTRACT_VIOLATED|1");
        assertThat(service.handler().runs).doesNotContain("done--12");
    }

    @Test
    void anUnknownTypeIsKeptForTheGraceTimeAndThenDeadLettered() {
        String type = UUID.randomUUID().toString();
        String version = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.event(type, "invoice.issued.v1", "unknown", "{}"));
        service.queue.send(TestQueueClient.event(version, "order.placed.v9", "unknown", "{}"));

        await().until(() ->
                service.database.count("SELECT count(*) FROM entrega.attempt WHERE event_id IN (?, ?)", type, version)
                        == 2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !service.deadLetter(type).isEmpty()
                        && !service.deadLetter(version).isEmpty());
        assertThat(service.deadLetter(type)).startsWith("|UNKNOWN_TYPE|");
        assertThat(service.deadLetter(version)).startsWith("|UNKNOWN_VERSION|");
        assertThat(service.database.count(
                        "SELECT count(*) FROM entrega.dead_letter WHERE event_id IN (?, ?) AND last_failed_at - first_failed_at >= interval '2 s'",
                        type,
                        version))
                .isEqualTo(2);
    }

    @Test
    void anOptionalPropertyThatTheCodeDoesNotKnowIsIgnored() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.order(id, "done--13").replace("\"total\":", "\"addedLater\":1,\"total\":"));

        await().until(() -> service.handled(id) == 1);
    }

    @Test
    void aNotificationWhoseRawFlagWasForgottenIsHandledToo() {
        String id = UUID.randomUUID().toString();
        String escaped = TestQueueClient.order(id, "done--14").replace("\n", "").replace("\"", "\\\"");
        service.queue.send("{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":\"" + escaped + "\"}");

        await().until(() -> service.handled(id) == 1);
    }
}
