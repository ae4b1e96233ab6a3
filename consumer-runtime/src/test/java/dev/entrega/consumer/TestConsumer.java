package dev.entrega.consumer;

import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The service of the tests in this JVM, with a real database and a real broker. */
final class TestConsumer implements AutoCloseable {

    final ApplicationContext context;
    final TestQueueClient queue;
    final TestDatabase database;

    private TestConsumer(ApplicationContext context, TestQueueClient queue, TestDatabase database) {
        this.context = context;
        this.queue = queue;
        this.database = database;
    }

    static TestConsumer start(String environment, Map<String, Object> settings) {
        var all = new HashMap<>(SharedCloud.settings("consumer"));
        all.put("entrega.service", "orders-api");
        all.put("entrega.env", environment);
        all.put("entrega.consumer.poll-wait", "1s");
        all.put("entrega.consumer.retry-base", "10ms");
        all.putAll(settings);
        var context = ApplicationContext.run(all);
        return new TestConsumer(
                context,
                new TestQueueClient(SharedCloud.cloud(), environment + "_orders-api"),
                new TestDatabase(String.valueOf(all.get("database.url"))));
    }

    ScriptedHandler handler() {
        return context.getBean(ScriptedHandler.class);
    }

    /** How often the scripted handler's claim of it stands, which is once or not at all. */
    long handled(String id) {
        return database.count("SELECT count(*) FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id);
    }

    /** The dead letters of an event: handler, reason and attempts of each. */
    String deadLetter(String id) {
        return String.join(
                ",",
                database.rows(
                        "SELECT handler, reason, attempts FROM entrega.dead_letter WHERE event_id = ? ORDER BY handler",
                        id));
    }

    void awaitEmptyQueue() {
        await().atMost(Duration.ofSeconds(20)).until(() -> queue.size() == 0);
    }

    @Override
    public void close() {
        context.close();
        queue.close();
    }
}
