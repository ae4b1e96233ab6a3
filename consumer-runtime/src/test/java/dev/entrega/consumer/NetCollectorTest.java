package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What SQS and SNS have moved aside. */
class NetCollectorTest {

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("nets", Map.of("entrega.consumer.collect-interval", "300ms"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatTheBrokerMovedAsideIsCollected() {
        String limit = UUID.randomUUID().toString();
        String undelivered = UUID.randomUUID().toString();
        service.queue.sendTo("nets_orders-api_dlq", TestQueueClient.order(limit, "done--16"));
        service.queue.sendTo("nets_orders-api_undelivered", TestQueueClient.order(undelivered, "done--17"));

        await().until(() -> !service.deadLetter(limit).isEmpty()
                && !service.deadLetter(undelivered).isEmpty());
        assertThat(service.deadLetter(limit)).isEqualTo("|RECEIVE_LIMIT|0");
        assertThat(service.deadLetter(undelivered)).isEqualTo("|UNDELIVERED|0");
    }

    @Test
    void aMessageThatCannotBeCollectedHoldsNoOtherBack() {
        String bad = UUID.randomUUID().toString();
        String good = UUID.randomUUID().toString();
        service.database.execute(
                "ALTER TABLE entrega.dead_letter ADD CONSTRAINT refuses CHECK (event_id <> '" + bad + "')");
        service.queue.sendTo("nets_orders-api_dlq", TestQueueClient.order(bad, "done--22"));
        service.queue.sendTo("nets_orders-api_dlq", TestQueueClient.order(good, "done--22"));
        service.queue.sendTo("nets_orders-api_undelivered", TestQueueClient.order(good + "-2", "done--22"));

        await().until(() -> !service.deadLetter(good).isEmpty()
                && !service.deadLetter(good + "-2").isEmpty());
        service.database.execute("ALTER TABLE entrega.dead_letter DROP CONSTRAINT refuses");
        try (var net = new TestQueueClient(SharedCloud.cloud(), "nets_orders-api_dlq")) {
            assertThat(net.size()).as("deleted only when it is stored").isPositive();
        }
    }
}
