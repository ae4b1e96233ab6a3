package dev.entrega.messaging.topology;

import java.util.Map;

/** One step from what exists to what is declared. */
public sealed interface Change {

    record CreateTopic(String topic) implements Change {}

    /** Makes the queue with all its settings. */
    record CreateQueue(String queue) implements Change {}

    record UpdateQueue(String queue, Map<String, String> attributes) implements Change {}

    /** Subscribes, and proves that what is published arrives. */
    record Subscribe(String topic, String queue) implements Change {}

    record UpdateSubscription(String topic, String queue, String subscriptionArn, Map<String, String> attributes)
            implements Change {}
}
