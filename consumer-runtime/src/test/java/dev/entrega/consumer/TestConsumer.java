package dev.entrega.consumer;

import dev.entrega.local.SharedCloud;
import io.micronaut.context.ApplicationContext;
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
        all.put("entrega.service", "test-service");
        all.put("entrega.env", environment);
        all.put("entrega.consumer.poll-wait", "1s");
        all.put("entrega.consumer.retry-base", "10ms");
        all.putAll(settings);
        var context = ApplicationContext.run(all);
        return new TestConsumer(
                context,
                new TestQueueClient(SharedCloud.cloud(), environment + "_test-service"),
                new TestDatabase(String.valueOf(all.get("database.url"))));
    }

    ScriptedHandler handler() {
        return context.getBean(ScriptedHandler.class);
    }

    @Override
    public void close() {
        context.close();
        queue.close();
    }
}
