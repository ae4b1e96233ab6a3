package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.declaration.Declaration;
import dev.entrega.consumer.declaration.Declarations;
import dev.entrega.contract.data.SchemaPaths;
import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.aws.Resources;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An event that one handler reads whole and another in part. */
class ViewsTest {

    private static TestConsumer service;

    private final String id = UUID.randomUUID().toString();
    private final String subject = "done--" + id;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("views", Map.of("channel.handler", true, "sale.handler", true));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private String order() {
        return TestQueueClient.orderV2(id, subject, "partner-acme");
    }

    private List<String> effects() {
        return service.database.rows("SELECT handler FROM effect WHERE subject = ? ORDER BY handler", subject);
    }

    private List<String> deadLetters() {
        return service.database.rows(
                "SELECT handler || '|' || reason || '|' || detail FROM entrega.dead_letter WHERE event_id = ?", id);
    }

    @Test
    void aViewHasTheTopicsOfWhatItIsAPartOf() {
        assertThat(service.context.getBean(HandledEvents.class).handlers())
                .filteredOn(handler -> handler.handler().equals("sale"))
                .extracting(handler ->
                        handler.type() + " by " + handler.reading().dataType().getSimpleName())
                .containsExactly("order.placed.v2 by Sale", "order.placed.v1 by OrderPlacedV1");
    }

    @Test
    void eachHandlerReadsTheEventInItsForm() {
        service.queue.send(order());

        await().until(() -> effects().equals(List.of("channel partner-acme", "sale partner-acme 100")));
    }

    @Test
    void anOlderEventIsBroughtUpAndReadInPart() {
        service.queue.send(TestQueueClient.order(id, subject));

        await().until(() -> effects().contains("sale shop 100"));
    }

    @Test
    void whatAViewDoesNotReadMayBreakTheContract() {
        service.queue.send(order().replaceFirst("\"lines\":\\[.*?}}],", "\"lines\":[],"));

        await().until(() -> effects().equals(List.of("sale partner-acme 100"))
                && deadLetters()
                        .equals(List.of(
                                "channel|CONTRACT_VIOLATED|order.placed.v2 violates its contract: /lines (minItems)")));
    }

    @Test
    void whatAllReadAndNoneCanIsOneDeadLetter() {
        service.queue.send(order().replace("\"total\":{\"amount\":100", "\"total\":{\"amount\":\"1\""));

        await().until(() -> !deadLetters().isEmpty());
        assertThat(deadLetters())
                .containsExactly("|CONTRACT_VIOLATED|order.placed.v2 violates its contract: /total/amount (type)");
        assertThat(effects()).isEmpty();
    }

    @Test
    void whatEachHandlerReadsIsDeclaredInTheDatabaseAndLeadToByTheQueuesTag() throws Exception {
        var tags = service.context.getBean(Resources.class).queueTags("views_orders-api");
        Declaration declaration;
        try (var connection = service.database.connect()) {
            declaration = new Declarations()
                    .find(connection, tags.getOrDefault(Declaration.TAG, "no tag"))
                    .orElseThrow();
        }

        assertThat(tags).containsEntry("entrega:owner", "orders-api");
        assertThat(declaration.reads())
                .filteredOn(read -> read.handler().equals("sale"))
                .extracting(read -> read.type() + " " + new SchemaPaths(read.schema()).properties())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("order.placed.v1 [/buyer, /buyer/address");
        assertThat(declaration.reads())
                .filteredOn(read -> read.handler().equals("sale") && read.type().equals("order.placed.v2"))
                .singleElement()
                .satisfies(read -> assertThat(new SchemaPaths(read.schema()).properties())
                        .containsExactly("/channel", "/total", "/total/amount", "/total/currency"));
    }
}
