package dev.entrega.benchmark.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.contract.Contracts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** By the real clients, which compare checksums. */
class StubTest {

    private final Stub stub = Stub.start();
    private final SqsClient sqs = configured(SqsClient.builder()).build();
    private final SnsClient sns = configured(SnsClient.builder()).build();

    private <B extends AwsClientBuilder<B, ?>> B configured(B client) {
        return client.endpointOverride(stub.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
    }

    @AfterEach
    void close() {
        sqs.close();
        sns.close();
        stub.close();
    }

    @Test
    void givesDistinctOrdersOf889BytesThatKeepTheirContract() throws Exception {
        String url = queue("orders");
        control("supply/orders/-1/1000000");

        var ids = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            for (var message : receive(url)) {
                var envelope = new CloudEventFormat().read(message.body());
                ids.add(envelope.id());
                var order = new Contracts().bind(OrderPlacedV2.TYPE, envelope.data());
                assertThat(order.lines()).hasSize(4);
                assertThat(message.body().getBytes(StandardCharsets.UTF_8)).hasSize(889);
                assertThat(texts(message)).containsEntry("type", "order.placed.v2");
                assertThat(message.attributes()).containsKey(MessageSystemAttributeName.SENT_TIMESTAMP);
            }
        }

        assertThat(ids).hasSize(50);
    }

    @Test
    void leavesOutWhatWasNotAskedFor() throws Exception {
        String url = queue("orders");
        control("supply/orders/1/1000000");

        var message =
                sqs.receiveMessage(request -> request.queueUrl(url)).messages().getFirst();

        assertThat(message.messageAttributes()).isEmpty();
        assertThat(message.attributes()).isEmpty();
    }

    @Test
    void givesAsManyAsWereOrderedAndCountsCalls() throws Exception {
        String url = queue("orders");
        control("supply/orders/25/1000000");

        var received = IntStream.range(0, 4).mapToObj(i -> receive(url)).toList();
        received.stream().filter(batch -> !batch.isEmpty()).forEach(batch -> delete(url, batch));

        assertThat(received).map(List::size).containsExactly(10, 10, 5, 0);
        var counts = counts().path("queues").path("orders");
        assertThat(counts.path("received").asLong()).isEqualTo(25);
        assertThat(counts.path("receives").asLong()).isEqualTo(3);
        assertThat(counts.path("deleted").asLong()).isEqualTo(25);
        assertThat(counts.path("deletes").asLong()).isEqualTo(3);
    }

    @Test
    void givesNoMoreThanMayBeInFlightUntilSomethingIsDeleted() throws Exception {
        String url = queue("orders");
        control("supply/orders/-1/12");

        var first = receive(url);
        var second = receive(url);
        assertThat(receive(url)).isEmpty();
        delete(url, first);

        assertThat(second).hasSize(2);
        assertThat(receive(url)).hasSize(10);
    }

    @Test
    void isOrderedAnewWhileMessagesAreInFlight() throws Exception {
        String url = queue("orders");
        control("supply/orders/-1/" + Long.MAX_VALUE);
        var before = receive(url);
        control("supply/orders/-1/" + Long.MAX_VALUE);

        delete(url, before);

        assertThat(receive(url)).hasSize(10);
        control("supply/orders/-1/12");
        assertThat(receive(url)).hasSize(10);
        delete(url, before);
        assertThat(receive(url))
                .as("only what belongs to this order is in flight")
                .hasSize(2);
    }

    @Test
    void deliversWhatIsPublishedToSubscribersRawAndWithItsAttributes() throws Exception {
        String url = queue("orders");
        String topic = sns.createTopic(request -> request.name("placed")).topicArn();
        String arn = sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNamesWithStrings("All"))
                .attributesAsStrings()
                .get("QueueArn");
        sns.subscribe(request ->
                request.topicArn(topic).protocol("sqs").endpoint(arn).attributes(Map.of("RawMessageDelivery", "true")));

        var response = sns.publishBatch(request -> request.topicArn(topic)
                .publishBatchRequestEntries(entry("0", "{\"a\":\"1 & 2\"}"), entry("1", "ünicode")));

        assertThat(response.successful()).hasSize(2);
        var messages = receive(url);
        assertThat(messages).map(Message::body).containsExactly("{\"a\":\"1 & 2\"}", "ünicode");
        assertThat(texts(messages.getFirst())).containsEntry("colour", "deep blue");
        assertThat(counts().path("published").asLong()).isEqualTo(2);
        assertThat(counts().path("publishes").asLong()).isEqualTo(1);
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .singleElement()
                .satisfies(subscription -> assertThat(sns.getSubscriptionAttributes(
                                        request -> request.subscriptionArn(subscription.subscriptionArn()))
                                .attributes())
                        .containsEntry("RawMessageDelivery", "true"));
    }

    @Test
    void takesAtLeastAsLongAsItIsToldTo() throws Exception {
        String url = queue("orders");
        control("supply/orders/-1/1000000");
        control("latency/30/0/0");

        long begin = System.nanoTime();
        receive(url);

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(30_000_000L);
    }

    private static Map<String, String> texts(Message message) {
        return message.messageAttributes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().stringValue()));
    }

    private static PublishBatchRequestEntry entry(String id, String body) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(body)
                .messageAttributes(Map.of(
                        "colour",
                        software.amazon.awssdk.services.sns.model.MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("deep blue")
                                .build()))
                .build();
    }

    private String queue(String name) {
        return sqs.createQueue(request -> request.queueName(name)).queueUrl();
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private void delete(String url, List<Message> messages) {
        var entries = IntStream.range(0, messages.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .build())
                .toList();
        var response = sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
        assertThat(response.successful()).hasSize(messages.size());
    }

    private JsonNode counts() throws IOException, InterruptedException {
        return new JsonMapper().readTree(control("counts"));
    }

    private String control(String words) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(stub.endpoint() + "/control/" + words))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
