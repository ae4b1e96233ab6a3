package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every ending of a delivery. */
class ConsumerTest {

    private static final int MAX_ATTEMPTS = 3;

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start(
                "consumer",
                Map.of(
                        "entrega.consumer.max-attempts",
                        MAX_ATTEMPTS,
                        "entrega.consumer.unknown-grace",
                        "2s",
                        "entrega.consumer.collect-interval",
                        "300ms",
                        "entrega.queue.visibility",
                        "5s",
                        "entrega.handlers.second.deadline",
                        "1s"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static long handled(String id) {
        return service.database.count(
                "SELECT count(*) FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id);
    }

    private static void awaitEmptyQueue() {
        await().atMost(Duration.ofSeconds(20)).until(() -> service.queue.size() == 0);
    }

    private static String deadLetter(String id) {
        return String.join(
                ",",
                service.database.rows(
                        "SELECT handler, reason, attempts FROM entrega.dead_letter WHERE event_id = ? ORDER BY handler",
                        id));
    }

    @Test
    void doneIsCommittedOnceAndAcknowledged() {
        String id = service.queue.sendOrder("done--1");

        await().until(() -> handled(id) == 1);
        awaitEmptyQueue();
        assertThat(service.database.effects("done--1")).isEqualTo(1);
    }

    @Test
    void redeliveryAfterCommitIsAcknowledgedWithoutCallingTheHandler() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.order(id, "done--2"));
        await().until(() -> handled(id) == 1);

        service.queue.send(TestQueueClient.order(id, "done--2"));

        await().until(() -> service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id)
                == 1);
        awaitEmptyQueue();
        assertThat(service.handler().runs).containsOnlyOnce("done--2");
        assertThat(service.database.effects("done--2")).isEqualTo(1);
    }

    @Test
    void duplicatesAtTheSameMomentHaveOneEffect() {
        String id = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            service.queue.send(TestQueueClient.order(id, "sleep-500-3"));
        }

        await().until(() -> service.database.count(
                        "SELECT coalesce(sum(duplicates), 0) FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?",
                        id)
                == 4);
        assertThat(service.database.effects("sleep-500-3")).isEqualTo(1);
        assertThat(service.handler().runs).containsOnlyOnce("sleep-500-3");
    }

    @Test
    void theSameIdFromAnotherSourceIsAnotherEvent() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.order(id, "done--4"));
        service.queue.send(TestQueueClient.order(id, "done--4").replace("/elsewhere", "/somewhere-else"));

        await().until(() -> service.database.effects("done--4") == 2);
    }

    @Test
    void anExceptionRollsBackAndIsTriedAgain() {
        String id = service.queue.sendOrder("failures-2-5");

        await().until(() -> handled(id) == 1);
        assertThat(service.handler().runs.stream().filter("failures-2-5"::equals))
                .hasSize(3);
        assertThat(service.database.effects("failures-2-5")).isEqualTo(1);
        assertThat(service.database.count("SELECT count(*) FROM entrega.attempt WHERE event_id = ?", id))
                .as("what has succeeded has no failures left")
                .isZero();
    }

    @Test
    void aPoisonMessageIsDeadLetteredAfterTheLimitWhileOthersFlow() {
        String poison = service.queue.sendOrder("throw--6");
        String fine = service.queue.sendOrder("done--6");

        await().until(() -> handled(fine) == 1);
        await().until(() -> !deadLetter(poison).isEmpty());
        assertThat(deadLetter(poison)).isEqualTo("scripted|ATTEMPTS_EXHAUSTED|" + MAX_ATTEMPTS);
        assertThat(service.database.effects("throw--6")).isZero();
        awaitEmptyQueue();
    }

    @Test
    void aHandlerThatSucceededIsNotRunAgainForTheSakeOfOneThatFailed() {
        String id = service.queue.sendOrder("failures-1-7");

        await().until(() -> handled(id) == 1);
        assertThat(service.database.count(
                        "SELECT count(*) FROM effect WHERE handler = 'second' AND subject = 'failures-1-7'"))
                .isEqualTo(1);
    }

    @Test
    void aRetryComesBackAfterTheTimeTheHandlerAskedFor() {
        long before = System.nanoTime();
        String id = service.queue.sendOrder("retry-2000-8");

        await().until(() -> handled(id) == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1500));
        assertThat(service.database.effects("retry-2000-8")).isEqualTo(1);
    }

    @Test
    void aRejectedEventIsDeadLetteredAtOnceWithItsReason() {
        String id = service.queue.sendOrder("reject--9");

        await().until(() -> !deadLetter(id).isEmpty());
        assertThat(deadLetter(id)).isEqualTo("scripted|REJECTED|1");
        assertThat(service.database.rows(
                        "SELECT detail, type, subject FROM entrega.dead_letter WHERE event_id = ?", id))
                .containsExactly("the script rejects it|order.placed.v1|reject--9");
        assertThat(service.handler().runs).containsOnlyOnce("reject--9");
        assertThat(service.database.effects("reject--9")).isZero();
        awaitEmptyQueue();
    }

    @Test
    void aDeadLetteredEventIsNotHandledAgainWhenItIsDeliveredAgain() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.order(id, "reject--18"));
        await().until(() -> !deadLetter(id).isEmpty());

        service.queue.send(TestQueueClient.order(id, "reject--18"));

        await().until(() -> service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'second' AND event_id = ?", id)
                == 1);
        awaitEmptyQueue();
        assertThat(service.handler().runs).containsOnlyOnce("reject--18");
    }

    @Test
    void aDeliveryThatCannotBeWrittenDownStaysInTheQueue() {
        service.database.execute("ALTER TABLE entrega.attempt RENAME TO attempt_away");
        String id = service.queue.sendOrder("throw--19");
        await().until(() -> service.handler().runs.contains("throw--19"));
        String other = service.queue.sendOrder("done--19");
        await().until(() -> handled(other) == 1);
        assertThat(deadLetter(id)).isEmpty();
        assertThat(service.queue.size()).isPositive();
        service.database.execute("ALTER TABLE entrega.attempt_away RENAME TO attempt");

        await().atMost(Duration.ofSeconds(20)).until(() -> !deadLetter(id).isEmpty());
        awaitEmptyQueue();
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
    void whatAHandlerPublishesIsCommittedWithItsEffectAndContinuesTheStory() {
        String id = service.queue.sendOrder("publish--10");

        await().until(() -> handled(id) == 1);
        var bodies = service.database.rows("SELECT body FROM entrega.outbox WHERE subject = 'publish--10'");
        assertThat(bodies).hasSize(1);
        assertThat(bodies.getFirst()).contains("\"causationid\":\"" + id + "\"", "\"correlationid\":\"" + id + "\"");
    }

    @Test
    void whatAHandlerPublishedBeforeItFailedIsNeverSeen() {
        String id = service.queue.sendOrder("publishthenthrow--11");

        await().until(() -> !deadLetter(id).isEmpty());
        assertThat(service.database.count("SELECT count(*) FROM entrega.outbox WHERE subject = 'publishthenthrow--11'"))
                .isZero();
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
        awaitEmptyQueue();
    }

    @Test
    void aViolatedContractIsDeadLetteredWithoutCallingTheHandler() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.event(id, "order.placed.v1", "done--12", "{\"lines\":[]}"));

        await().until(() -> !deadLetter(id).isEmpty());
        assertThat(deadLetter(id)).isEqualTo("|CONTRACT_VIOLATED|1");
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
                .until(() -> !deadLetter(type).isEmpty() && !deadLetter(version).isEmpty());
        assertThat(deadLetter(type)).startsWith("|UNKNOWN_TYPE|");
        assertThat(deadLetter(version)).startsWith("|UNKNOWN_VERSION|");
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

        await().until(() -> handled(id) == 1);
    }

    @Test
    void aNotificationWhoseRawFlagWasForgottenIsHandledToo() {
        String id = UUID.randomUUID().toString();
        String escaped = TestQueueClient.order(id, "done--14").replace("\n", "").replace("\"", "\\\"");
        service.queue.send("{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":\"" + escaped + "\"}");

        await().until(() -> handled(id) == 1);
    }

    @Test
    void aHandlerThatOutlivesTheVisibilityKeepsItsDelivery() {
        String id = service.queue.sendOrder("sleep-8000-15");

        await().atMost(Duration.ofSeconds(20)).until(() -> handled(id) == 1);
        awaitEmptyQueue();
        assertThat(service.handler().runs).containsOnlyOnce("sleep-8000-15");
        assertThat(service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id))
                .as("nobody else got it meanwhile")
                .isZero();
    }

    @Test
    void aHandlerMayThinkForLongerThanASessionMayIdle() {
        String id = service.queue.sendOrder("idle--21");

        await().until(() -> handled(id) == 1);
        assertThat(service.database.rows(
                        "SELECT handler FROM effect WHERE subject = 'idle--21' AND handler LIKE 'may%'"))
                .containsExactly("may idle for 0");
    }

    @Test
    void aHandlerThatOutlivesItsDeadlineIsInterruptedAndCountedAsFailed() {
        String id = service.queue.sendOrder("linger--24");

        await().atMost(Duration.ofSeconds(20)).until(() -> !deadLetter(id).isEmpty());
        assertThat(deadLetter(id)).isEqualTo("second|ATTEMPTS_EXHAUSTED|" + MAX_ATTEMPTS);
        assertThat(service.database.rows("SELECT detail FROM entrega.dead_letter WHERE event_id = ?", id))
                .singleElement()
                .asString()
                .contains("DeadlineException");
        assertThat(service.database.count(
                        "SELECT count(*) FROM effect WHERE handler = 'second' AND subject = ?", "linger--24"))
                .isZero();
    }

    @Test
    void aTransactionThatPostgresqlWantsRepeatedIsRepeatedAtOnce() {
        String id = service.queue.sendOrder("serialization-3-25");

        await().until(() -> handled(id) == 1);
        assertThat(service.handler().runs.stream().filter("serialization-3-25"::equals))
                .as("once more than attempts are allowed")
                .hasSize(MAX_ATTEMPTS + 1);
        assertThat(service.database.effects("serialization-3-25")).isEqualTo(1);
    }

    @Test
    void aTransactionThatPostgresqlNeverTakesIsAFailureAtLast() {
        String id = service.queue.sendOrder("serialization-1000-26");

        await().until(() -> !service.database
                .rows("SELECT attempts FROM entrega.attempt WHERE event_id = ?", id)
                .isEmpty());
        assertThat(service.handler().runs.stream().filter("serialization-1000-26"::equals))
                .hasSizeGreaterThanOrEqualTo(4);
        await().until(() -> !deadLetter(id).isEmpty());
    }

    @Test
    void anExpiredEventIsDeadLetteredWithoutCallingTheHandler() {
        String id = UUID.randomUUID().toString();
        service.queue.send(with(TestQueueClient.order(id, "done--27"), "\"expirytime\":\"2026-01-01T00:00:00Z\""));

        await().until(() -> !deadLetter(id).isEmpty());
        assertThat(deadLetter(id)).isEqualTo("scripted|EXPIRED|1,second|EXPIRED|1");
        assertThat(service.handler().runs).doesNotContain("done--27");
    }

    @Test
    void anEventBeyondTheHorizonIsDeadLetteredWhoeverBroughtItBack() {
        String id = UUID.randomUUID().toString();
        service.queue.send(with(TestQueueClient.order(id, "done--28"), "\"publishtime\":\"2026-01-01T00:00:00Z\""));

        await().until(() -> !deadLetter(id).isEmpty());
        assertThat(deadLetter(id)).startsWith("scripted|TOO_OLD|1");
        assertThat(service.handler().runs).doesNotContain("done--28");
    }

    @Test
    void anEventBeyondTheHorizonIsHandledIfAnOperatorTakesItOnHimself() {
        String id = UUID.randomUUID().toString();
        service.queue.send(with(
                TestQueueClient.order(id, "done--29"),
                "\"publishtime\":\"2026-01-01T00:00:00Z\",\"allowduplicates\":true"));

        await().until(() -> handled(id) == 1);
    }

    @Test
    void whatWasHandledInTimeIsADuplicateAndNoLateEvent() {
        String id = service.queue.sendOrder("done--30");
        await().until(() -> handled(id) == 1);

        service.queue.send(with(TestQueueClient.order(id, "done--30"), "\"expirytime\":\"2026-01-01T00:00:00Z\""));

        await().until(() -> service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id)
                == 1);
        assertThat(deadLetter(id)).isEmpty();
    }

    @Test
    void aReplayIsSkippedUnlessItSaysAgainAndThenRunsOnce() {
        String id = service.queue.sendOrder("done--31");
        await().until(() -> handled(id) == 1);

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

    @Test
    void aStackOverflowFailsItsMessageAndTheProcessLives() {
        String id = service.queue.sendOrder("overflow--33");

        await().until(() -> !deadLetter(id).isEmpty());
        assertThat(deadLetter(id)).isEqualTo("scripted|ATTEMPTS_EXHAUSTED|" + MAX_ATTEMPTS);
        String next = service.queue.sendOrder("done--33");
        await().until(() -> handled(next) == 1);
    }

    @Test
    void aMessageThatCameBackWithoutAFailureRunsAloneAndIsForgottenWhenItIsDone() {
        String id = UUID.randomUUID().toString();
        service.database.execute(
                "INSERT INTO entrega.attempt (handler, source, event_id, attempts, last_error, crashes)"
                        + " VALUES ('scripted', '/elsewhere', '" + id + "', 0, '', 1)");
        service.queue.send(TestQueueClient.order(id, "retry-0-34")); // Comes back once, since the handler asks for it.

        await().until(() -> handled(id) == 1);
        await().until(() -> service.database.count("SELECT count(*) FROM entrega.attempt WHERE event_id = ?", id) == 0);
    }

    @Test
    void aHandlersTokenIsTheSameForEveryRun() {
        String id = service.queue.sendOrder("token-1-32");

        await().until(() -> handled(id) == 1);
        assertThat(service.database.rows(
                        "SELECT handler FROM effect WHERE subject = 'token-1-32' AND handler LIKE '%:%'"))
                .containsExactly(id + ":scripted:invoice");
    }

    private static String with(String body, String extensions) {
        return body.replace("\"specversion\":", extensions + ",\"specversion\":");
    }

    @Test
    void whatTheBrokerMovedAsideIsCollected() {
        String limit = UUID.randomUUID().toString();
        String undelivered = UUID.randomUUID().toString();
        service.queue.sendTo("consumer_test-service_dlq", TestQueueClient.order(limit, "done--16"));
        service.queue.sendTo("consumer_test-service_undelivered", TestQueueClient.order(undelivered, "done--17"));

        await().until(() ->
                !deadLetter(limit).isEmpty() && !deadLetter(undelivered).isEmpty());
        assertThat(deadLetter(limit)).isEqualTo("|RECEIVE_LIMIT|0");
        assertThat(deadLetter(undelivered)).isEqualTo("|UNDELIVERED|0");
    }

    @Test
    void aMessageThatCannotBeCollectedHoldsNoOtherBack() {
        String bad = UUID.randomUUID().toString();
        String good = UUID.randomUUID().toString();
        service.database.execute(
                "ALTER TABLE entrega.dead_letter ADD CONSTRAINT refuses CHECK (event_id <> '" + bad + "')");
        service.queue.sendTo("consumer_test-service_dlq", TestQueueClient.order(bad, "done--22"));
        service.queue.sendTo("consumer_test-service_dlq", TestQueueClient.order(good, "done--22"));
        service.queue.sendTo("consumer_test-service_undelivered", TestQueueClient.order(good + "-2", "done--22"));

        await().until(() ->
                !deadLetter(good).isEmpty() && !deadLetter(good + "-2").isEmpty());
        service.database.execute("ALTER TABLE entrega.dead_letter DROP CONSTRAINT refuses");
        try (var net = new TestQueueClient(SharedCloud.cloud(), "consumer_test-service_dlq")) {
            assertThat(net.size()).as("deleted only when it is stored").isPositive();
        }
    }

    @Test
    void whatAnOlderInstanceKnewNoHandlerForIsForgottenOnceItIsHandled() {
        String id = UUID.randomUUID().toString();
        service.database.execute("INSERT INTO entrega.attempt (handler, source, event_id, last_error) VALUES"
                + " ('', '/elsewhere', '" + id + "', 'no handler of this service takes order.placed.v1')");
        service.queue.send(TestQueueClient.order(id, "failures-1-23")); // Fails once, as it had come before.

        await().until(() -> handled(id) == 1);
        await().until(() -> service.database.count("SELECT count(*) FROM entrega.attempt WHERE event_id = ?", id) == 0);
    }
}
