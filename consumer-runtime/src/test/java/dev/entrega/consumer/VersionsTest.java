package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.aws.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One event, two versions of it under way, a handler that reads both and one that reads the older. */
class VersionsTest {

    private static TestConsumer service;

    private final String id = UUID.randomUUID().toString();
    private final String subject = "done--" + id;

    @BeforeAll
    static void start() {
        service =
                TestConsumer.start("versions", Map.of("channel.handler", true, "entrega.consumer.original-wait", "3s"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private List<String> effects() {
        return service.database.rows("SELECT handler FROM effect WHERE subject = ? ORDER BY handler", subject);
    }

    private long duplicates(String handler) {
        return service.database.count(
                "SELECT coalesce(sum(duplicates), 0) FROM entrega.inbox WHERE handler = '" + handler
                        + "' AND event_id = ?",
                id);
    }

    private static void awaitEmptyQueue() {
        await().atMost(Duration.ofSeconds(20)).until(() -> service.queue.size() == 0);
    }

    @Test
    void aHandlerSubscribesToTheOlderVersionsThatCanBeBroughtUpToIts() {
        assertThat(service.context.getBean(HandledEvents.class).types())
                .extracting(Object::toString)
                .contains("order.placed.v1", "order.placed.v2");
        assertThat(service.context.getBean(Resources.class).topicArns())
                .containsKeys("versions_order_placed_v1", "versions_order_placed_v2");
    }

    @Test
    void anOlderEventIsBroughtUpForAHandlerOfTheNewer() {
        service.queue.send(TestQueueClient.order(id, subject));

        await().until(() -> effects().contains("channel shop"));
        awaitEmptyQueue();
        assertThat(effects()).containsExactly("channel shop", "scripted", "second");
    }

    @Test
    void afterTheOriginalItsCopyHasNoSecondEffectAndDoesNotWait() {
        service.queue.send(TestQueueClient.orderV2(id, subject, "partner-acme"));
        await().until(() -> effects().contains("channel partner-acme"));

        service.queue.send(TestQueueClient.derivedOrder(id, subject));

        await().atMost(Duration.ofSeconds(2)).until(() -> duplicates("channel") == 1);
        awaitEmptyQueue();
        assertThat(effects()).containsExactly("channel partner-acme", "scripted", "second");
    }

    @Test
    void aCopyThatComesFirstWaitsForItsOriginal() {
        service.queue.send(TestQueueClient.derivedOrder(id, subject));
        await().until(() -> effects().contains("scripted"));
        assertThat(effects()).containsExactly("scripted", "second");

        service.queue.send(TestQueueClient.orderV2(id, subject, "partner-acme"));

        await().until(() -> effects().size() == 3);
        awaitEmptyQueue();
        assertThat(effects()).containsExactly("channel partner-acme", "scripted", "second");
        assertThat(duplicates("channel")).isEqualTo(1);
    }

    @Test
    void aCopyWhoseOriginalDoesNotComeIsHandledAllTheSame() {
        service.queue.send(TestQueueClient.derivedOrder(id, subject));

        await().atMost(Duration.ofSeconds(15)).until(() -> effects().contains("channel shop"));
        awaitEmptyQueue();
        assertThat(effects()).containsExactly("channel shop", "scripted", "second");
    }
}
