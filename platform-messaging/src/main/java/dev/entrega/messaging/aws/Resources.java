package dev.entrega.messaging.aws;

import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.NotConfirmedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Finds and makes topics, queues and subscriptions. ARNs are read, never built. Everything it makes it makes
 * idempotently. Thread-safe; throws {@link MessagingException} where the broker refuses or can't be reached.
 */
public final class Resources implements AutoCloseable {

    private final SnsClient sns;
    private final SqsClient sqs;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();

    public Resources(SnsClient sns, SqsClient sqs) {
        this.sns = sns;
        this.sqs = sqs;
    }

    /** Connects a program that is no service, to be closed by it. */
    public static Resources connect(Access access) {
        return new Resources(
                access.configure(SnsClient.builder())
                        .httpClientBuilder(AwsClients.http())
                        .build(),
                access.configure(SqsClient.builder())
                        .httpClientBuilder(AwsClients.http())
                        .build());
    }

    @Override
    public void close() {
        sns.close();
        sqs.close();
    }

    /** A queue as it is. */
    public record ExistingQueue(String url, String arn, Map<String, String> attributes) {}

    /** A subscription as it is. */
    public record ExistingSubscription(String arn, Map<String, String> attributes) {}

    /**
     * The topic of that name to publish to. It isn't made if it is missing: a topic that was deleted had subscriptions,
     * and what is published on one without is gone.
     */
    public Topic topic(String name) {
        return topics.computeIfAbsent(name, n -> {
            var arn = topicArns().get(n);
            if (arn == null) {
                throw new NotConfirmedException(
                        "topic " + n + " does not exist; apply the topology of who publishes it");
            }
            return new Topic(sns, arn);
        });
    }

    /** The queue of that name to receive from. */
    public Queue queue(String name) {
        return call("look up queue " + name, () -> {
            try {
                return new Queue(sqs, name, url(name));
            } catch (QueueDoesNotExistException e) {
                throw new MessagingException(
                        "queue " + name + " does not exist; apply the topology before the service starts", e);
            }
        });
    }

    /** The ARNs of all topics, by name. */
    public Map<String, String> topicArns() {
        return call("list topics", () -> {
            var arns = new HashMap<String, String>();
            sns.listTopicsPaginator().topics().forEach(topic -> arns.put(nameOf(topic.topicArn()), topic.topicArn()));
            return Map.copyOf(arns);
        });
    }

    public Optional<ExistingQueue> findQueue(String name) {
        return call("look up queue " + name, () -> {
            try {
                String url = url(name);
                var attributes = sqs.getQueueAttributes(
                                request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributesAsStrings();
                return Optional.of(new ExistingQueue(url, attributes.getOrDefault("QueueArn", ""), attributes));
            } catch (QueueDoesNotExistException e) {
                return Optional.<ExistingQueue>empty();
            }
        });
    }

    /**
     * A name that ends with {@code .fifo} makes a FIFO topic.
     *
     * @return its ARN
     */
    public String createTopic(String name, Map<String, String> tags) {
        return call(
                "create topic " + name,
                () -> sns.createTopic(request -> request.name(name)
                                .attributes(Fifo.isName(name) ? Map.of("FifoTopic", "true") : Map.of())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()))
                        .topicArn());
    }

    /**
     * A name that ends with {@code .fifo} makes a FIFO queue.
     *
     * @return its ARN
     */
    public String createQueue(String name, Map<String, String> tags) {
        call(
                "create queue " + name,
                () -> sqs.createQueue(request -> request.queueName(name)
                        .attributes(Fifo.isName(name) ? Map.of(QueueAttributeName.FIFO_QUEUE, "true") : Map.of())
                        .tags(tags)));
        return findQueue(name).orElseThrow().arn();
    }

    /** Adds tags, or changes their values; others stay. */
    public void tagQueue(String name, Map<String, String> tags) {
        call(
                "tag queue " + name,
                () -> sqs.tagQueue(request -> request.queueUrl(url(name)).tags(tags)));
    }

    public Map<String, String> queueTags(String name) {
        return call(
                "look up the tags of queue " + name,
                () -> sqs.listQueueTags(request -> request.queueUrl(url(name))).tags());
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    public void setQueueAttributes(String name, Map<String, String> attributes) {
        call(
                "set attributes of queue " + name,
                () -> sqs.setQueueAttributes(
                        request -> request.queueUrl(url(name)).attributesWithStrings(attributes)));
    }

    public Optional<ExistingSubscription> findSubscription(String topicArn, String queueArn) {
        return call(
                "look up subscriptions of " + topicArn,
                () ->
                        sns
                                .listSubscriptionsByTopicPaginator(request -> request.topicArn(topicArn))
                                .subscriptions()
                                .stream()
                                .filter(subscription -> subscription.endpoint().equals(queueArn))
                                .findFirst()
                                .map(subscription -> new ExistingSubscription(
                                        subscription.subscriptionArn(),
                                        sns.getSubscriptionAttributes(request ->
                                                        request.subscriptionArn(subscription.subscriptionArn()))
                                                .attributes())));
    }

    public void subscribe(String topicArn, String queueArn, Map<String, String> attributes) {
        call(
                "subscribe " + queueArn + " to " + topicArn,
                () -> sns.subscribe(request -> request.topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .attributes(attributes)
                        .returnSubscriptionArn(true)));
    }

    /** Takes a subscription away, if there is one. */
    public void unsubscribe(String topicArn, String queueArn) {
        findSubscription(topicArn, queueArn)
                .ifPresent(existing -> call(
                        "unsubscribe " + queueArn + " from " + topicArn,
                        () -> sns.unsubscribe(request -> request.subscriptionArn(existing.arn()))));
    }

    public void setSubscriptionAttribute(String subscriptionArn, String name, String value) {
        call(
                "set " + name + " of " + subscriptionArn,
                () -> sns.setSubscriptionAttributes(request -> request.subscriptionArn(subscriptionArn)
                        .attributeName(name)
                        .attributeValue(value)));
    }

    /** What an operator does by hand. */
    public Operations operations() {
        return new Operations(this, sns, sqs);
    }

    private static String nameOf(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    static <R> R call(String what, Supplier<R> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new BrokerException(what, e);
        }
    }
}
