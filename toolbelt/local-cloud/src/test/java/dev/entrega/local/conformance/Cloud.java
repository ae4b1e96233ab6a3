package dev.entrega.local.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** The two clients, and what every test needs of them. Names are unique, so that tests don't meet. */
final class Cloud implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    final SnsClient sns;
    final SqsClient sqs;

    Cloud(URI endpoint) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        var http = UrlConnectionHttpClient.builder();
        this.sns = SnsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(http)
                .build();
        this.sqs = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(http)
                .build();
    }

    static String name(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    String topic() {
        return sns.createTopic(r -> r.name(name("topic"))).topicArn();
    }

    String fifoTopic(Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put("FifoTopic", "true");
        return sns.createTopic(r -> r.name(name("topic") + ".fifo").attributes(all))
                .topicArn();
    }

    /** A queue that lets every topic in. */
    Queue queue() {
        return queue(Map.of());
    }

    Queue queue(Map<QueueAttributeName, String> attributes) {
        return open(closedQueue(attributes));
    }

    Queue fifoQueue() {
        return fifoQueue(Map.of());
    }

    Queue fifoQueue(Map<QueueAttributeName, String> attributes) {
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        all.put(QueueAttributeName.FIFO_QUEUE, "true");
        return open(closedQueue(name("queue") + ".fifo", all));
    }

    private static Queue open(Queue queue) {
        queue.set(QueueAttributeName.POLICY, Queue.policy(queue.arn(), "ArnLike", "arn:aws:sns:*:*:*"));
        return queue;
    }

    /** A queue that lets no topic in. */
    Queue closedQueue(Map<QueueAttributeName, String> attributes) {
        return closedQueue(name("queue"), attributes);
    }

    private Queue closedQueue(String name, Map<QueueAttributeName, String> attributes) {
        String url =
                sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
        return new Queue(sqs, url);
    }

    String subscribe(String topicArn, Queue queue, Map<String, String> attributes) {
        return sns.subscribe(r -> r.topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queue.arn())
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    String subscribeRaw(String topicArn, Queue queue) {
        return subscribe(topicArn, queue, Map.of("RawMessageDelivery", "true"));
    }

    static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Override
    public void close() {
        sns.close();
        sqs.close();
    }

    /** A queue of a test. */
    record Queue(SqsClient sqs, String url) {
        static String policy(String queueArn, String operator, String topicArns) {
            return """
                    {"Version": "2012-10-17", "Statement": [{
                      "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                      "Action": "sqs:SendMessage", "Resource": "%s",
                      "Condition": {"%s": {"aws:SourceArn": "%s"}}}]}""".formatted(queueArn, operator, topicArns);
        }

        String arn() {
            return get(QueueAttributeName.QUEUE_ARN);
        }

        String name() {
            return url.substring(url.lastIndexOf('/') + 1);
        }

        void set(QueueAttributeName attribute, String value) {
            sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(Map.of(attribute, value)));
        }

        String get(QueueAttributeName attribute) {
            return sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(attribute))
                    .attributes()
                    .get(attribute);
        }

        void deadLettersTo(Queue target, int receives) {
            set(
                    QueueAttributeName.REDRIVE_POLICY,
                    "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(target.arn(), receives));
        }

        void send(String body) {
            sqs.sendMessage(r -> r.queueUrl(url).messageBody(body));
        }

        SendMessageResponse send(String group, String deduplication, String body) {
            return sqs.sendMessage(r -> r.queueUrl(url)
                    .messageGroupId(group)
                    .messageDeduplicationId(deduplication)
                    .messageBody(body));
        }

        /** Sends each body to the group, with itself as its deduplication id. */
        void sendInOrder(String group, String... bodies) {
            for (String body : bodies) {
                send(group, body, body);
            }
        }

        void delete(Message message) {
            sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
        }

        void giveBack(Message message) {
            sqs.changeMessageVisibility(
                    r -> r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        }

        /** What one receive hands out now, at most so many. */
        List<Message> take(int count) {
            return sqs.receiveMessage(r -> r.queueUrl(url)
                            .maxNumberOfMessages(count)
                            .visibilityTimeout(30)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
        }

        /** Waits for as many messages; each stays in flight for 30 s. */
        List<Message> receive(int count) {
            List<Message> messages = new ArrayList<>();
            for (int i = 0; i < count && messages.size() < count; i++) {
                messages.addAll(receive(PATIENCE_SECONDS, 30));
            }
            return messages;
        }

        Message receiveOne() {
            return receive(1).getFirst();
        }

        /** What is there now; it stays visible. */
        List<Message> peek() {
            return receive(0, 0);
        }

        private List<Message> receive(int wait, int hold) {
            return sqs.receiveMessage(r -> r.queueUrl(url)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(wait)
                            .visibilityTimeout(hold)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
        }
    }
}
