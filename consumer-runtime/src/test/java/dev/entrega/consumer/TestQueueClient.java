package dev.entrega.consumer;

import dev.entrega.local.LocalCloud;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A foreign client of a service's queue: sends events as any CloudEvents producer would, and looks into it. */
public final class TestQueueClient implements AutoCloseable {

    private final SqsClient sqs;
    private final String name;

    public TestQueueClient(LocalCloud cloud, String name) {
        this.sqs = SqsClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
        this.name = name;
    }

    /** Sends an order with this subject under a new id, which is returned. */
    public String sendOrder(String subject) {
        String id = UUID.randomUUID().toString();
        send(order(id, subject));
        return id;
    }

    public void send(String body) {
        sendTo(name, body);
    }

    public void sendTo(String queue, String body) {
        sqs.sendMessage(request -> request.queueUrl(url(queue)).messageBody(body));
    }

    /** To a FIFO queue, in the group of the subject. */
    public void sendInOrder(String subject, String body) {
        sqs.sendMessage(request -> request.queueUrl(url(name))
                .messageBody(body)
                .messageGroupId(subject)
                .messageDeduplicationId(UUID.randomUUID().toString()));
    }

    /** Sends a price under a new id, which is returned. */
    public String sendPrice(String sku, long revision) {
        String id = UUID.randomUUID().toString();
        sendInOrder(sku, price(id, sku, revision));
        return id;
    }

    public static String price(String id, String sku, long revision) {
        return event(
                id,
                "price.changed.v1",
                sku,
                "{\"price\":{\"amount\":100,\"currency\":\"EUR\"},\"revision\":" + revision + "}");
    }

    public static String order(String id, String subject) {
        return event(id, "order.placed.v1", subject, """
                {"buyer":{"name":"Ada","email":"ada@example.org"},
                 "lines":[{"sku":"SKU-001","quantity":1,"unitPrice":{"amount":100,"currency":"EUR"}}],
                 "total":{"amount":100,"currency":"EUR"}}""");
    }

    public static String reserved(String id, String subject) {
        return event(id, "stock.reserved.v1", subject, "{\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":1}]}");
    }

    public static String cancelled(String id, String subject) {
        return event(id, "order.cancelled.v1", subject, """
                {"reason":"changed my mind","lines":[{"sku":"SKU-001","quantity":1}]}""");
    }

    /** The same order in its newer version. */
    public static String orderV2(String id, String subject, String channel) {
        return order(id, subject)
                .replace("order.placed.v1", "order.placed.v2")
                .replace("\"data\":{", "\"data\":{\"channel\":\"" + channel + "\",");
    }

    /** The same order again, made of its newer version for the readers of the older. */
    public static String derivedOrder(String id, String subject) {
        return order(id, subject).replace("\"data\":{", "\"derivedfrom\":\"order.placed.v2\",\"data\":{");
    }

    public static String event(String id, String type, String subject, String data) {
        return """
            {"specversion":"1.0","id":"%s","source":"/elsewhere","type":"%s","subject":"%s",
             "time":"%s","data":%s}""".formatted(id, type, subject, Instant.now(), data);
    }

    /** All messages, those in flight included. */
    public int size() {
        var attributes = sqs.getQueueAttributes(request -> request.queueUrl(url(name))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** What can be received now, waiting for at most that long. */
    public List<Message> receive(int waitSeconds) {
        return sqs.receiveMessage(request ->
                        request.queueUrl(url(name)).maxNumberOfMessages(10).waitTimeSeconds(waitSeconds))
                .messages();
    }

    // As an operator does by mistake.
    void delete() {
        sqs.deleteQueue(request -> request.queueUrl(url(name)));
    }

    void make() {
        sqs.createQueue(request -> request.queueName(name));
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    @Override
    public void close() {
        sqs.close();
    }
}
