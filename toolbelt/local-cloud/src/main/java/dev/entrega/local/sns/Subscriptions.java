package dev.entrega.local.sns;

import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Xml;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** The subscriptions. Each method answers one action; changes go one at a time, reads don't wait. */
final class Subscriptions {
    private final Topics topics;
    private final String owner;
    private final ConcurrentNavigableMap<String, Subscription> subscriptions = new ConcurrentSkipListMap<>();
    private final ReentrantLock changes = new ReentrantLock();

    Subscriptions(Topics topics, String owner) {
        this.topics = topics;
        this.owner = owner;
    }

    Collection<Subscription> of(String topicArn) {
        return byTopic(topicArn).values();
    }

    /** The ARN of a subscription is its topic's, a colon, and an id. */
    private ConcurrentNavigableMap<String, Subscription> byTopic(String topicArn) {
        return subscriptions.subMap(topicArn + ":", topicArn + ";");
    }

    String subscribe(Form form) {
        Topic topic = topics.get(form.get("TopicArn"));
        String protocol = form.get("Protocol");
        if (!protocol.equals("sqs")) {
            throw Invalid.parameter("Protocol", "the local cloud delivers to sqs only, not to " + protocol);
        }
        String endpoint = form.get("Endpoint");
        if (!endpoint.startsWith("arn:aws:sqs:")) {
            throw Invalid.parameter("SQS endpoint ARN");
        }
        // A standard queue may subscribe to a FIFO topic (SNS developer guide, "message delivery for FIFO topics").
        if (Topic.isFifo(endpoint) && !topic.fifo()) {
            throw Invalid.parameter("Endpoint", "FIFO SQS Queues can not be subscribed to standard SNS topics");
        }
        var attributes = SubscriptionAttributes.of(form.map("Attributes.entry", "key", "value"));
        checkDeadLetterQueue(endpoint, attributes);
        changes.lock();
        try {
            return Xml.text(
                    "SubscriptionArn", subscribe(topic, endpoint, attributes).arn());
        } finally {
            changes.unlock();
        }
    }

    /** SNS developer guide, "dead-letter queues": a FIFO subscription has a FIFO one. */
    private static void checkDeadLetterQueue(String endpoint, SubscriptionAttributes attributes) {
        if (Topic.isFifo(endpoint)
                && attributes.deadLetterQueue().filter(Topic::isFifo).isEmpty()
                && attributes.deadLetterQueue().isPresent()) {
            throw Invalid.parameter(
                    "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
        }
    }

    /** Subscribing twice is harmless, unless the subscription would have become another. */
    private Subscription subscribe(Topic topic, String endpoint, SubscriptionAttributes wanted) {
        Optional<Subscription> existing = of(topic.arn()).stream()
                .filter(subscription -> subscription.endpoint().equals(endpoint))
                .findFirst();
        if (existing.isPresent()) {
            if (!existing.get().attributes().cover(wanted)) {
                throw Invalid.parameter("Attributes", "Subscription already exists with different attributes");
            }
            return existing.get();
        }
        var created = new Subscription(topic.arn() + ":" + UUID.randomUUID(), topic.arn(), endpoint, wanted);
        subscriptions.put(created.arn(), created);
        return created;
    }

    String unsubscribe(Form form) {
        subscriptions.remove(form.get("SubscriptionArn"));
        return "";
    }

    void deleteAllOf(String topicArn) {
        byTopic(topicArn).clear();
    }

    String list(Form form) {
        return Page.of("Subscriptions", subscriptions, form, subscription -> subscription.listed(owner));
    }

    String listByTopic(Form form) {
        Topic topic = topics.get(form.get("TopicArn"));
        return Page.of("Subscriptions", byTopic(topic.arn()), form, subscription -> subscription.listed(owner));
    }

    String attributes(Form form) {
        Map<String, String> shown = get(form).shown(owner);
        return Topics.entries(shown);
    }

    String setAttribute(Form form) {
        changes.lock();
        try {
            Subscription subscription = get(form);
            var changed = subscription.attributes().with(form.get("AttributeName"), form.get("AttributeValue"));
            checkDeadLetterQueue(subscription.endpoint(), changed);
            subscriptions.put(subscription.arn(), subscription.with(changed));
            return "";
        } finally {
            changes.unlock();
        }
    }

    /** @throws Refusal if there is no such subscription */
    private Subscription get(Form form) {
        Subscription subscription = subscriptions.get(form.get("SubscriptionArn"));
        if (subscription == null) {
            throw Invalid.notFound("Subscription");
        }
        return subscription;
    }
}
