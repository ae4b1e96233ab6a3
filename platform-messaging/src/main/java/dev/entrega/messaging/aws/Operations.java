package dev.entrega.messaging.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * What an operator looks at and does by hand, and no service does. Thread-safe; throws {@link BrokerException} where the
 * broker refuses or can't be reached.
 */
public final class Operations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Resources resources;
    private final SnsClient sns;
    private final SqsClient sqs;

    Operations(Resources resources, SnsClient sns, SqsClient sqs) {
        this.resources = resources;
        this.sns = sns;
        this.sqs = sqs;
    }

    /**
     * A queue and how full it is. SQS counts approximately, and is right within a minute after the last send.
     *
     * @param waiting messages that can be received
     * @param inFlight received and neither deleted nor given back
     * @param delayed not to be received yet
     * @param maxReceives after how many receives a message is moved to the dead-letter queue; null if it never is
     */
    public record QueueState(
            String name,
            String arn,
            long waiting,
            long inFlight,
            long delayed,
            @Nullable Integer maxReceives) {}

    /** Who gets what is published on a topic. */
    public record TopicSubscription(String arn, String protocol, String endpoint) {

        /** Who gets the copies: the queue's name, or protocol and endpoint of what is none. */
        public String reader() {
            return protocol.equals("sqs")
                    ? endpoint.substring(endpoint.lastIndexOf(':') + 1)
                    : protocol + " " + endpoint;
        }
    }

    /** The queues whose names begin so, by name. */
    public List<QueueState> queues(String prefix) {
        return names(prefix).parallelStream()
                .map(this::queue)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty if there is no such queue. */
    public Optional<QueueState> queue(String name) {
        return resources.findQueue(name).map(queue -> state(name, queue.attributes()));
    }

    private List<String> names(String prefix) {
        return Resources.call(
                "list queues",
                () -> sqs.listQueuesPaginator(request -> request.queueNamePrefix(prefix)).queueUrls().stream()
                        .map(url -> url.substring(url.lastIndexOf('/') + 1))
                        .sorted()
                        .toList());
    }

    private static QueueState state(String name, Map<String, String> attributes) {
        return new QueueState(
                name,
                attributes.getOrDefault("QueueArn", ""),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
                maxReceives(attributes.getOrDefault("RedrivePolicy", "")));
    }

    private static long count(Map<String, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name.toString(), "0"));
    }

    private static @Nullable Integer maxReceives(String redrivePolicy) {
        try {
            int most = JSON.readTree(redrivePolicy).path("maxReceiveCount").asInt();
            return most == 0 ? null : most;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("SQS keeps redrive policies as JSON", e);
        }
    }

    /** Deletes all messages. SQS takes up to a minute, and refuses a second time within it. */
    public void purge(String queue) {
        Resources.call("purge queue " + queue, () -> sqs.purgeQueue(request -> request.queueUrl(url(queue))));
    }

    /** Who is subscribed to a topic, by endpoint. */
    public List<TopicSubscription> subscriptions(String topicArn) {
        return Resources.call(
                "list the subscriptions of " + topicArn,
                () ->
                        sns
                                .listSubscriptionsByTopicPaginator(request -> request.topicArn(topicArn))
                                .subscriptions()
                                .stream()
                                .map(found -> new TopicSubscription(
                                        found.subscriptionArn(), found.protocol(), found.endpoint()))
                                .sorted(java.util.Comparator.comparing(TopicSubscription::endpoint))
                                .toList());
    }

    /** Whether a subscription lets through what is of an event type: it filters by none, or names this one. */
    public boolean letsThrough(TopicSubscription subscription, String type) {
        var attributes = Resources.call(
                "look up subscription " + subscription.arn(),
                () -> sns.getSubscriptionAttributes(request -> request.subscriptionArn(subscription.arn()))
                        .attributes());
        String filter = attributes.getOrDefault("FilterPolicy", "");
        return filter.isEmpty() || filter.contains('"' + type + '"');
    }

    /**
     * Makes a queue that gets a copy of what is published on a topic from now on.
     *
     * @param owner who it is for, as {@code user@host}
     */
    public TemporaryQueue temporaryQueue(String name, String topicArn, String owner) {
        return TemporaryQueue.create(resources, this, name, topicArn, owner);
    }

    /**
     * Removes temporary queues that nobody keeps alive, since whoever made them ended without cleaning up.
     *
     * @param prefix of their names
     * @param abandoned judges by when a queue was last kept alive
     * @return the names of the removed ones
     */
    public List<String> removeTemporaryQueues(String prefix, Predicate<Instant> abandoned) {
        return names(prefix).stream()
                .filter(name -> TemporaryQueue.remove(this, name, abandoned))
                .toList();
    }

    Map<String, String> tags(String queue) {
        return Resources.call("read the tags of queue " + queue, () -> {
            try {
                return sqs.listQueueTags(request -> request.queueUrl(url(queue)))
                        .tags();
            } catch (QueueDoesNotExistException e) {
                return Map.of();
            }
        });
    }

    void tag(String queue, Map<String, String> tags) {
        Resources.call(
                "tag queue " + queue,
                () -> sqs.tagQueue(request -> request.queueUrl(url(queue)).tags(tags)));
    }

    /** Takes all that a topic delivers to a queue away, and then the queue. Safe to repeat. */
    void remove(String queue, String topicArn) {
        Resources.call("remove queue " + queue, () -> {
            String ending = ":" + queue;
            subscriptions(topicArn).stream()
                    .filter(subscription -> subscription.endpoint().endsWith(ending))
                    .forEach(subscription -> sns.unsubscribe(request -> request.subscriptionArn(subscription.arn())));
            try {
                sqs.deleteQueue(request -> request.queueUrl(url(queue)));
            } catch (QueueDoesNotExistException e) {
                return false;
            }
            return true;
        });
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }
}
