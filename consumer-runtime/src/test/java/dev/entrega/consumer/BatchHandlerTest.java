package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.lane.LaneTable;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events that are handled several at a time. */
class BatchHandlerTest {

    private static final String QUEUE = "batches_test-service";

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("batches", Map.of("entrega.consumer.max-attempts", 2));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** They are there before anything is received, so that a receive brings several. */
    private static void sendAtOnce(Runnable sending) throws SQLException {
        try (var connection = service.database.connect()) {
            new LaneTable().pause(connection, QUEUE, "test", "to send");
            await().until(() ->
                    service.context.getBean(Consumers.class).closed().containsKey(QUEUE));
            sending.run();
            new LaneTable().resume(connection, QUEUE, "test");
        }
    }

    private static long effects(String subject) {
        return service.database.count(
                "SELECT count(*) FROM effect WHERE handler = 'counting' AND subject LIKE ?", subject);
    }

    @Test
    void whatOneReceiveBroughtIsHandledInOneTransactionAndACopyHasNoSecondEffect() throws SQLException {
        sendAtOnce(() -> {
            for (int i = 0; i < 30; i++) {
                String body = TestQueueClient.cancelled(UUID.randomUUID().toString(), "good-" + i);
                service.queue.send(body);
                service.queue.send(body);
            }
        });

        await().until(() -> effects("good-%") >= 30);
        await().until(() -> service.queue.size() == 0);
        assertThat(effects("good-%")).isEqualTo(30);
        assertThat(service.context.getBean(CountingHandler.class).sizes)
                .anySatisfy(size -> assertThat(size).isGreaterThan(1));
        assertThat(service.database.count("SELECT sum(duplicates) FROM entrega.inbox WHERE handler = 'counting'"))
                .isEqualTo(30);
    }

    @Test
    void oneThatCannotBeHandledKeepsNoOtherBack() throws SQLException {
        sendAtOnce(() -> {
            for (int i = 0; i < 9; i++) {
                service.queue.send(TestQueueClient.cancelled(UUID.randomUUID().toString(), "beside-" + i));
            }
            service.queue.send(TestQueueClient.cancelled(UUID.randomUUID().toString(), "bad-1"));
        });

        await().until(() -> effects("beside-%") == 9);
        await().until(() -> service.database.count(
                        "SELECT count(*) FROM entrega.dead_letter WHERE subject = 'bad-1' AND attempts = 2")
                == 1);
        assertThat(effects("bad-1")).isZero();
    }
}
