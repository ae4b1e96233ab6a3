package dev.entrega.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.TestDatabase;
import dev.entrega.consumer.TestQueueClient;
import dev.entrega.local.SharedCloud;
import dev.entrega.local.process.ChildProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@Tag("faults")
class ConsumerFaultsTest {

    private final Map<String, String> environment = new HashMap<>();
    private TestDatabase database;
    private TestQueueClient queue;

    @BeforeEach
    void anEnvironmentOfItsOwn(TestInfo test) {
        String name = "f" + Integer.toHexString(test.getDisplayName().hashCode());
        String url = SharedCloud.freshDatabase("faults");
        environment.putAll(Map.of(
                "DATABASE_URL",
                url,
                "ENTREGA_ENV",
                name,
                "ENTREGA_QUEUE_VISIBILITY",
                "5s",
                "ENTREGA_CONSUMER_POLL_WAIT",
                "2s"));
        database = new TestDatabase(url);
        queue = new TestQueueClient(SharedCloud.cloud(), name + "_orders-api");
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private ChildProcess start() throws Exception {
        return FaultyService.start(environment);
    }

    private ChildProcess start(String setting, String value) throws Exception {
        var changed = new HashMap<>(environment);
        changed.put(setting, value);
        return FaultyService.start(changed);
    }

    /** Row 1. */
    @Test
    void killedMidHandlerTheEffectIsRolledBackAndAppliedOnceByTheNextProcess() throws Exception {
        try (var killed = start()) {
            queue.sendOrder("sleep-3000-1");
            killed.await("handling sleep-3000-1");
            killed.kill();
        }
        assertThat(database.effects("sleep-3000-1")).isZero();

        try (var next = start()) {
            next.await("handling sleep-3000-1");
            await().atMost(Duration.ofSeconds(30)).until(() -> queue.size() == 0);
        }
        assertThat(database.effects("sleep-3000-1")).isEqualTo(1);
    }

    /** Row 2. */
    @Test
    void killedBetweenCommitAndDeleteTheRedeliveryIsRecognised() throws Exception {
        try (var killed = start("FAILPOINT", "before-delete")) {
            queue.sendOrder("done--2");
            killed.await("about to delete");
            assertThat(database.effects("done--2")).as("committed").isEqualTo(1);
            killed.kill();
        }
        assertThat(queue.size()).as("not deleted").isEqualTo(1);

        try (var next = start()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> queue.size() == 0);
            assertThat(next.output()).contains("handler=scripted").doesNotContain("handling done--2");
        }
        assertThat(database.effects("done--2")).isEqualTo(1);
        assertThat(database.count("SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted'"))
                .isEqualTo(1);
    }

    /** Row 3. */
    @Test
    void onSigtermAShortHandlerFinishesAndALongOneIsRolledBackAndGivenBack() throws Exception {
        try (var stopped = start("ENTREGA_QUEUE_VISIBILITY", "120s")) {
            queue.sendOrder("sleep-5000-3");
            queue.sendOrder("sleep-60000-3");
            stopped.await("handling sleep-5000-3");
            stopped.await("handling sleep-60000-3");
            stopped.terminate();

            assertThat(stopped.awaitExit()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(25));
        }
        assertThat(database.effects("sleep-5000-3")).isEqualTo(1);
        assertThat(database.effects("sleep-60000-3")).isZero();
        assertThat(database.count("SELECT count(*) FROM entrega.attempt"))
                .as("a shutdown is nobody's failure")
                .isZero();
        assertThat(queue.receive(3))
                .as("not hidden for the rest of its 120 s")
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("sleep-60000-3"));
    }

    /** Row 5. */
    @Test
    void whatALongPollStillReceivesAfterTheStopIsNotLeftInvisible() throws Exception {
        environment.put("ENTREGA_CONSUMER_POLL_WAIT", "10s");
        environment.put("ENTREGA_QUEUE_VISIBILITY", "120s");
        try (var stopped = start()) {
            queue.sendOrder("done--5");
            await().atMost(Duration.ofSeconds(20)).until(() -> queue.size() == 0);
            stopped.terminate(); // The next long poll has begun; it lasts 10 s.
            await().until(() -> stopped.output().contains("orders-api stops"));
            queue.sendOrder("done--late");

            assertThat(stopped.awaitExit()).isLessThan(Duration.ofSeconds(25));
        }
        if (database.effects("done--late") == 0) {
            assertThat(queue.receive(3)).hasSize(1);
        } else {
            assertThat(queue.size()).isZero();
        }
    }

    /** Row 6. */
    @Test
    void bufferedAcknowledgementsAreFlushedBeforeTheExit() throws Exception {
        try (var stopped = start("ENTREGA_QUEUE_VISIBILITY", "120s")) {
            for (int i = 0; i < 60; i++) {
                queue.sendOrder("done--" + i);
            }
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> database.count("SELECT count(*) FROM effect WHERE handler = 'second'") >= 20);
            stopped.terminate();
            stopped.awaitExit();
        }
        long handled = database.count("SELECT count(DISTINCT event_id) FROM entrega.inbox");
        assertThat(queue.size())
                .as("what is handled is deleted, the rest is there")
                .isEqualTo(60 - (int) handled);
        assertThat(database.count("SELECT count(*) FROM entrega.inbox WHERE handler = 'scripted'"))
                .isEqualTo(handled);
    }

    /** Row 7. */
    @Test
    void theSameMessageTwiceInOneReceiveHasOneEffect() throws Exception {
        try (var service = start("FAILPOINT", "twice-in-one-receive")) {
            for (int i = 0; i < 20; i++) {
                queue.sendOrder("done--" + i);
            }
            service.await("outcome=duplicate");
            await().atMost(Duration.ofSeconds(20)).until(() -> queue.size() == 0);
        }
        assertThat(database.count("SELECT count(*) FROM effect WHERE handler = 'scripted'"))
                .isEqualTo(20);
        assertThat(database.count("SELECT sum(duplicates) FROM entrega.inbox WHERE handler = 'scripted'"))
                .as("what was doubled; with one credit left there is no room for a second copy")
                .isPositive();
    }

    /** Row 20. */
    @Test
    void aPoisonMessageOutlivesKillsAndEndsAsADeadLetterWhileOthersFlow() throws Exception {
        environment.put("ENTREGA_CONSUMER_MAX_ATTEMPTS", "4");
        environment.put("ENTREGA_CONSUMER_RETRY_BASE", "1s");
        String poison;
        try (var killed = start()) {
            poison = queue.sendOrder("throw--20");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> database.count("SELECT coalesce(max(attempts), 0) FROM entrega.attempt") >= 2);
            killed.kill();
        }
        try (var next = start()) {
            queue.sendOrder("done--20");
            await().atMost(Duration.ofSeconds(10)).until(() -> database.effects("done--20") == 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> queue.size() == 0);
            assertThat(next.output()).contains("outcome=dead-letter reason=ATTEMPTS_EXHAUSTED");
        }
        assertThat(database.rows("SELECT event_id, attempts FROM entrega.dead_letter"))
                .as("its attempts were counted over both processes")
                .containsExactly(poison + "|4");
        assertThat(database.effects("throw--20")).isZero();
    }

    /** Row 19. */
    @Test
    void aProcessThatStoodStillWhileItsMessageWasHandedToAnotherCommitsOnceAtMost() throws Exception {
        try (var stopped = start()) {
            queue.sendOrder("sleep-2000-19");
            stopped.await("handling sleep-2000-19");
            stopped.stop();

            try (var other = start()) {
                other.await("event="); // It had the message, and waited for the claim of the first, or found it done.
                stopped.goOn();
                await().atMost(Duration.ofSeconds(60)).until(() -> queue.size() == 0);
                assertThat(database.effects("sleep-2000-19")).isEqualTo(1);
                assertThat(database.count("SELECT count(*) FROM entrega.inbox WHERE handler = 'scripted'"))
                        .isEqualTo(1);
                assertThat(other.isAlive()).isTrue();
            }
        }
    }

    /** Row 21: memory. */
    @Test
    void aMessageThatEndsItsProcessEndsAsADeadLetterInsteadOfACrashLoop() throws Exception {
        String killer = "";
        for (int process = 1; process <= 3; process++) {
            try (var dying = start()) {
                killer = process == 1 ? queue.sendOrder("outofmemory--21") : killer;
                dying.await("handling outofmemory--21");
                dying.awaitExit();
                assertThat(dying.exitCode()).isEqualTo(3);
            }
        }
        try (var last = start()) {
            queue.sendOrder("done--21");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> database.count("SELECT count(*) FROM entrega.dead_letter") == 1);
            await().atMost(Duration.ofSeconds(10)).until(() -> database.effects("done--21") == 1);
            assertThat(last.output()).doesNotContain("handling outofmemory--21");
        }
        assertThat(database.rows("SELECT event_id, reason FROM entrega.dead_letter"))
                .containsExactly(killer + "|PROCESS_KILLED");
    }
}
