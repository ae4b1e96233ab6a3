package dev.entrega.messaging.aws;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A queue on a topic for as long as somebody looks, gone after {@link #close}. It says in its tags when it was last kept
 * alive, so that one whose maker was killed is known and removed by the next. Thread-safe.
 */
public final class TemporaryQueue implements AutoCloseable {

    private static final String ALIVE = "entrega:alive";
    private static final String TOPIC = "entrega:topic";

    /** What nobody has read after 5 minutes nobody will: seconds, as SQS has it. */
    private static final String RETENTION = "300";

    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Sid":"entrega-topic","Effect":"Allow",\
            "Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"%s",\
            "Condition":{"ArnEquals":{"aws:SourceArn":"%s"}}}]}""";

    private final Operations operations;
    private final Queue queue;
    private final String topicArn;

    private TemporaryQueue(Operations operations, Queue queue, String topicArn) {
        this.operations = operations;
        this.queue = queue;
        this.topicArn = topicArn;
    }

    static TemporaryQueue create(
            Resources resources, Operations operations, String name, String topicArn, String owner) {
        String arn = resources.createQueue(
                name, Map.of(ALIVE, Instant.now().toString(), TOPIC, topicArn, "entrega:owner", owner));
        resources.setQueueAttributes(
                name, Map.of("Policy", POLICY.formatted(arn, topicArn), "MessageRetentionPeriod", RETENTION));
        resources.subscribe(topicArn, arn, Map.of("RawMessageDelivery", "true"));
        return new TemporaryQueue(operations, resources.queue(name), topicArn);
    }

    /** @return whether it was a temporary queue, abandoned, and is gone */
    static boolean remove(Operations operations, String name, Predicate<Instant> abandoned) {
        var tags = operations.tags(name);
        String alive = tags.get(ALIVE);
        String topic = tags.get(TOPIC);
        if (alive == null || topic == null || !abandoned.test(Instant.parse(alive))) {
            return false;
        }
        operations.remove(name, topic);
        return true;
    }

    public Queue queue() {
        return queue;
    }

    /** Says that somebody still looks. */
    public void keepAlive() {
        operations.tag(queue.name(), Map.of(ALIVE, Instant.now().toString()));
    }

    @Override
    public void close() {
        operations.remove(queue.name(), topicArn);
    }
}
