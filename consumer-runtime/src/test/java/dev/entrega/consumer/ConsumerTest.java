package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every ending of a delivery that a handler has taken. */
class ConsumerTest {

    private static final int MAX_ATTEMPTS = 3;

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start(
                "consumer", Map.of("entrega.consumer.max-attempts", MAX_ATTEMPTS, "entrega.queue.visibility", "5s"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void doneIsCommittedOnceAndAcknowledged() {
        String id = service.queue.sendOrder("done--1");

        await().until(() -> service.handled(id) == 1);
        service.awaitEmptyQueue();
        assertThat(service.database.effects("done--1")).isEqualTo(1);
    }

    @Test
    void redeliveryAfterCommitIsAcknowledgedWithoutCallingTheHandler() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.order(id, "done--2"));
        await().until(() -> service.handled(id) == 1);

        service.queue.send(TestQueueClient.order(id, "done--2"));

        await().until(() -> service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id)
                == 1);
        service.awaitEmptyQueue();
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

        await().until(() -> service.handled(id) == 1);
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

        await().until(() -> service.handled(fine) == 1);
        await().until(() -> !service.deadLetter(poison).isEmpty());
        assertThat(service.deadLetter(poison)).isEqualTo("scripted|ATTEMPTS_EXHAUSTED|" + MAX_ATTEMPTS);
        assertThat(service.database.effects("throw--6")).isZero();
        service.awaitEmptyQueue();
    }

    @Test
    void aHandlerThatSucceededIsNotRunAgainForTheSakeOfOneThatFailed() {
        String id = service.queue.sendOrder("failures-1-7");

        await().until(() -> service.handled(id) == 1);
        assertThat(service.database.count(
                        "SELECT count(*) FROM effect WHERE handler = 'second' AND subject = 'failures-1-7'"))
                .isEqualTo(1);
    }

    @Test
    void aRetryComesBackAfterTheTimeTheHandlerAskedFor() {
        long before = System.nanoTime();
        String id = service.queue.sendOrder("retry-2000-8");

        await().until(() -> service.handled(id) == 1);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1500));
        assertThat(service.database.effects("retry-2000-8")).isEqualTo(1);
    }

    /** Nor is it suspected of having killed its process, which nothing written down would mean. */
    @Test
    void anOutageOfWhatTheHandlerNeedsCostsNoAttempt() {
        String id = service.queue.sendOrder("away-1-36");

        await().until(() -> service.database
                .rows("SELECT attempts, receives, crashes FROM entrega.attempt WHERE event_id = ?", id)
                .equals(List.of("0|1|0")));
        await().atMost(Duration.ofSeconds(30)).until(() -> service.handled(id) == 1);
        assertThat(service.database.effects("away-1-36")).isEqualTo(1);
    }

    /** It is about no event: until there is room, each would fail as often as it is tried. */
    @Test
    void aDatabaseWithoutRoomCostsNoAttempt() {
        String id = service.queue.sendOrder("full-1-37");

        await().until(() -> service.database
                .rows("SELECT attempts, receives, crashes FROM entrega.attempt WHERE event_id = ?", id)
                .equals(List.of("0|1|0")));
        await().atMost(Duration.ofSeconds(30)).until(() -> service.handled(id) == 1);
        assertThat(service.database.effects("full-1-37")).isEqualTo(1);
    }

    @Test
    void aRejectedEventIsDeadLetteredAtOnceWithItsReason() {
        String id = service.queue.sendOrder("reject--9");

        await().until(() -> !service.deadLetter(id).isEmpty());
        assertThat(service.deadLetter(id)).isEqualTo("scripted|REJECTED|1");
        assertThat(service.database.rows(
                        "SELECT detail, type, subject FROM entrega.dead_letter WHERE event_id = ?", id))
                .containsExactly("the script rejects it|order.placed.v1|reject--9");
        assertThat(service.handler().runs).containsOnlyOnce("reject--9");
        assertThat(service.database.effects("reject--9")).isZero();
        service.awaitEmptyQueue();
    }

    @Test
    void aDeadLetteredEventIsNotHandledAgainWhenItIsDeliveredAgain() {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.order(id, "reject--18"));
        await().until(() -> !service.deadLetter(id).isEmpty());

        service.queue.send(TestQueueClient.order(id, "reject--18"));

        await().until(() -> service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'second' AND event_id = ?", id)
                == 1);
        service.awaitEmptyQueue();
        assertThat(service.handler().runs).containsOnlyOnce("reject--18");
    }

    @Test
    void aDeliveryThatCannotBeWrittenDownStaysInTheQueue() {
        service.database.execute("ALTER TABLE entrega.attempt RENAME TO attempt_away");
        String id = service.queue.sendOrder("throw--19");
        await().until(() -> service.handler().runs.contains("throw--19"));
        String other = service.queue.sendOrder("done--19");
        await().until(() -> service.handled(other) == 1);
        assertThat(service.deadLetter(id)).isEmpty();
        assertThat(service.queue.size()).isPositive();
        service.database.execute("ALTER TABLE entrega.attempt_away RENAME TO attempt");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !service.deadLetter(id).isEmpty());
        service.awaitEmptyQueue();
    }

    @Test
    void aStackOverflowFailsItsMessageAndTheProcessLives() {
        String id = service.queue.sendOrder("overflow--33");

        await().until(() -> !service.deadLetter(id).isEmpty());
        assertThat(service.deadLetter(id)).isEqualTo("scripted|ATTEMPTS_EXHAUSTED|" + MAX_ATTEMPTS);
        String next = service.queue.sendOrder("done--33");
        await().until(() -> service.handled(next) == 1);
    }

    @Test
    void aMessageThatCameBackWithoutAFailureRunsAloneAndIsForgottenWhenItIsDone() {
        String id = UUID.randomUUID().toString();
        service.database.execute(
                "INSERT INTO entrega.attempt (handler, source, event_id, attempts, last_error, crashes)"
                        + " VALUES ('scripted', '/elsewhere', '" + id + "', 0, '', 1)");
        service.queue.send(TestQueueClient.order(id, "retry-0-34")); // Comes back once, since the handler asks for it.

        await().until(() -> service.handled(id) == 1);
        await().until(() -> service.database.count("SELECT count(*) FROM entrega.attempt WHERE event_id = ?", id) == 0);
    }

    @Test
    void whatAnOlderInstanceKnewNoHandlerForIsForgottenOnceItIsHandled() {
        String id = UUID.randomUUID().toString();
        service.database.execute("INSERT INTO entrega.attempt (handler, source, event_id, last_error) VALUES"
                + " ('', '/elsewhere', '" + id + "', 'no handler of this service takes order.placed.v1')");
        service.queue.send(TestQueueClient.order(id, "failures-1-23")); // Fails once, as it had come before.

        await().until(() -> service.handled(id) == 1);
        await().until(() -> service.database.count("SELECT count(*) FROM entrega.attempt WHERE event_id = ?", id) == 0);
    }
}
