package dev.entrega.local.sns;

import dev.entrega.local.sqs.Sqs;
import dev.entrega.local.sqs.TopicMessage;
import dev.entrega.local.wire.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a topic into the subscribed queues, done before the publisher is answered. What a queue does not take
 * (it is gone, its policy does not let the topic in, a raw message has more than 10 attributes) is a client-side error,
 * which SNS does not retry: it goes to the subscription's dead-letter queue, or is dropped with a log line (SNS
 * developer guide, "dead-letter queues").
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Sqs sqs;
    private final Subscriptions subscriptions;
    private final String endpoint;

    Delivery(Sqs sqs, Subscriptions subscriptions, String endpoint) {
        this.sqs = sqs;
        this.subscriptions = subscriptions;
        this.endpoint = endpoint;
    }

    /** @param messages of one publish call, at most 10 */
    void deliver(Topic topic, List<Published> messages) {
        for (Subscription subscription : subscriptions.of(topic.arn())) {
            List<Published> wanted = messages.stream()
                    .filter(message -> subscription.accepts(message.publication()))
                    .toList();
            if (!wanted.isEmpty()) {
                deliver(subscription, wanted);
            }
        }
    }

    private void deliver(Subscription subscription, List<Published> messages) {
        var forms = messages.stream()
                .map(message -> form(subscription, message, subscription.raw(), subscription.endpoint()))
                .toList();
        sqs.deliver(subscription.endpoint(), subscription.topicArn(), forms)
                .forEach((index, why) -> undelivered(subscription, messages.get(index), why));
    }

    private void undelivered(Subscription subscription, Published message, Refusal why) {
        Optional<String> queue = subscription.deadLetterQueue();
        if (queue.isEmpty()) {
            LOG.warn("Dropped message {} for {}: {}", message.messageId(), subscription.endpoint(), why.reason());
            return;
        }
        // A raw message with too many attributes would not fit there either.
        boolean raw = subscription.raw() && message.publication().attributes().size() <= Sqs.MOST_ATTRIBUTES;
        sqs.deliver(queue.get(), subscription.topicArn(), List.of(form(subscription, message, raw, queue.get())))
                .forEach((index, whyNot) -> LOG.warn(
                        "Dropped message {} for {}: {}; nor does {} take it: {}",
                        message.messageId(),
                        subscription.endpoint(),
                        why.reason(),
                        queue.get(),
                        whyNot.reason()));
    }

    /**
     * A FIFO queue gets group and deduplication id. A standard one gets the group, of a standard topic only: from a FIFO
     * topic it is not passed on (SNS developer guide, "message grouping for FIFO topics").
     */
    private TopicMessage form(Subscription subscription, Published message, boolean raw, String queue) {
        Publication publication = message.publication();
        boolean fifo = Topic.isFifo(queue);
        boolean withGroup = fifo || !Topic.isFifo(subscription.topicArn());
        return new TopicMessage(
                raw ? publication.message() : Notification.json(message, subscription, endpoint),
                raw ? publication.attributes() : Map.of(),
                publication.group().filter(group -> withGroup),
                publication.deduplication().filter(id -> fifo));
    }
}
