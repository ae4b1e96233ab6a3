package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a handler does in its transaction. */
class HandlerTransactionTest {

    private static final int MAX_ATTEMPTS = 3;

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("transaction", Map.of("entrega.consumer.max-attempts", MAX_ATTEMPTS));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatAHandlerPublishesIsCommittedWithItsEffectAndContinuesTheStory() {
        String id = service.queue.sendOrder("publish--10");

        await().until(() -> service.handled(id) == 1);
        var bodies = service.database.rows("SELECT body FROM entrega.outbox WHERE subject = 'publish--10'");
        assertThat(bodies).hasSize(1);
        assertThat(bodies.getFirst()).contains("\"causationid\":\"" + id + "\"", "\"correlationid\":\"" + id + "\"");
    }

    @Test
    void whatAHandlerPublishedBeforeItFailedIsNeverSeen() {
        String id = service.queue.sendOrder("publishthenthrow--11");

        await().until(() -> !service.deadLetter(id).isEmpty());
        assertThat(service.database.count("SELECT count(*) FROM entrega.outbox WHERE subject = 'publishthenthrow--11'"))
                .isZero();
    }

    @Test
    void aTransactionThatPostgresqlWantsRepeatedIsRepeatedAtOnce() {
        String id = service.queue.sendOrder("serialization-3-25");

        await().until(() -> service.handled(id) == 1);
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
        await().until(() -> !service.deadLetter(id).isEmpty());
    }

    /** As the pool says it of a connection that has died. */
    @Test
    void aFailureWithoutAStateIsToldAsWhatItIs() {
        String id = service.queue.sendOrder("stateless--39");

        await().until(() -> !service.deadLetter(id).isEmpty());
        assertThat(service.database.rows("SELECT detail FROM entrega.dead_letter WHERE event_id = ?", id))
                .singleElement()
                .asString()
                .startsWith("java.sql.SQLException at ScriptedHandler.java");
    }

    @Test
    void aHandlersTokenIsTheSameForEveryRun() {
        String id = service.queue.sendOrder("token-1-32");

        await().until(() -> service.handled(id) == 1);
        assertThat(service.database.rows(
                        "SELECT handler FROM effect WHERE subject = 'token-1-32' AND handler LIKE '%:%'"))
                .containsExactly(id + ":scripted:invoice");
    }
}
