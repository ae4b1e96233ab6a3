package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Handlers that take their time. */
class LongHandlersTest {

    private static final int MAX_ATTEMPTS = 3;

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start(
                "long",
                Map.of(
                        "entrega.consumer.max-attempts",
                        MAX_ATTEMPTS,
                        "entrega.queue.visibility",
                        "5s",
                        "test.clock",
                        "movable",
                        "entrega.handlers.second.deadline",
                        "1s"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aHandlerThatOutlivesTheVisibilityKeepsItsDelivery() {
        String id = service.queue.sendOrder("sleep-8000-15");

        await().atMost(Duration.ofSeconds(20)).until(() -> service.handled(id) == 1);
        service.awaitEmptyQueue();
        assertThat(service.handler().runs).containsOnlyOnce("sleep-8000-15");
        assertThat(service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id))
                .as("nobody else got it meanwhile")
                .isZero();
    }

    /** Row 33. */
    @Tag("faults")
    @Test
    void itKeepsItAlsoWhenTheClockIsSetBackMeanwhile() {
        String id = service.queue.sendOrder("sleep-8000-38");
        await().until(() -> service.handler().runs.contains("sleep-8000-38"));
        service.context.getBean(MovableClock.class).move(Duration.ofHours(-1));

        await().atMost(Duration.ofSeconds(20)).until(() -> service.handled(id) == 1);
        service.awaitEmptyQueue();
        assertThat(service.database.count(
                        "SELECT duplicates FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id))
                .as("nobody else got it meanwhile")
                .isZero();
    }

    @Test
    void aHandlerMayThinkForLongerThanASessionMayIdle() {
        String id = service.queue.sendOrder("idle--21");

        await().until(() -> service.handled(id) == 1);
        assertThat(service.database.rows(
                        "SELECT handler FROM effect WHERE subject = 'idle--21' AND handler LIKE 'may%'"))
                .containsExactly("may idle for 0");
    }

    @Test
    void aHandlerThatOutlivesItsDeadlineIsInterruptedAndCountedAsFailed() {
        String id = service.queue.sendOrder("linger--24");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !service.deadLetter(id).isEmpty());
        assertThat(service.deadLetter(id)).isEqualTo("second|ATTEMPTS_EXHAUSTED|" + MAX_ATTEMPTS);
        assertThat(service.database.rows("SELECT detail FROM entrega.dead_letter WHERE event_id = ?", id))
                .singleElement()
                .asString()
                .contains("DeadlineException");
        assertThat(service.database.count(
                        "SELECT count(*) FROM effect WHERE handler = 'second' AND subject = ?", "linger--24"))
                .isZero();
    }
}
