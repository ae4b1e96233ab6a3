package dev.entrega.local.faults;

import static dev.entrega.local.faults.BrokerCall.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.entrega.local.SharedCloud;
import dev.entrega.local.faults.BrokerFault.AwsError;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class BrokerProxyTest {

    private final URI cloud = SharedCloud.cloud().endpoint();
    private final BrokerProxy proxy = BrokerProxy.before(cloud, 7);
    private final SqsClient direct = configure(SqsClient.builder(), cloud).build();
    private final SqsClient sqs =
            configure(SqsClient.builder(), proxy.endpoint()).build();
    private final SnsClient sns =
            configure(SnsClient.builder(), proxy.endpoint()).build();
    private final String queue =
            sqs.createQueue(r -> r.queueName("proxied-" + UUID.randomUUID())).queueUrl();

    /** Each call once: what the SDK would try again is counted here. */
    private static <B extends AwsClientBuilder<B, ?>> B configure(B client, URI endpoint) {
        return client.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    @AfterEach
    void close() {
        proxy.close();
        direct.close();
        sqs.close();
        sns.close();
    }

    private List<String> sent() {
        return direct
                .receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(0))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }

    private void send(String body) {
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
    }

    private String topic() {
        String arn =
                sns.createTopic(r -> r.name("proxied-" + UUID.randomUUID())).topicArn();
        String queueArn = direct.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        direct.setQueueAttributes(
                r -> r.queueUrl(queue).attributes(Map.of(QueueAttributeName.POLICY, """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
                         "Action":"sqs:SendMessage","Resource":"%s"}]}""".formatted(queueArn))));
        sns.subscribe(r ->
                r.topicArn(arn).protocol("sqs").endpoint(queueArn).attributes(Map.of("RawMessageDelivery", "true")));
        return arn;
    }

    @Test
    void whatNoRulePicksPassesAndQueuesAreFoundByWayOfTheProxy() {
        assertThat(queue).startsWith(proxy.endpoint().toString());
        proxy.always(to("ReceiveMessage"), new BrokerFault.Lost());
        send("plain");
        assertThat(sent()).containsExactly("plain");
        assertThat(proxy.forwarded("SendMessage")).isEqualTo(1);
        assertThat(proxy.hurt(BrokerFault.Lost.class)).isZero();
    }

    @Test
    void aDuplicatedCallArrivesTwiceForTheNextCallsOnly() {
        proxy.next(1, to("SendMessage"), new BrokerFault.Duplicated());
        send("twice");
        send("once");
        assertThat(sent()).containsExactlyInAnyOrder("twice", "twice", "once");
    }

    @Test
    void aPublishedEventIsDuplicatedAsWell() {
        String topic = topic();
        proxy.next(1, to("Publish"), new BrokerFault.Duplicated());
        sns.publish(r -> r.topicArn(topic).message("event"));
        assertThat(sent()).containsExactly("event", "event");
    }

    @Test
    void aLostCallDoesNotArriveAndOneWhoseAnswerIsLostDoes() {
        proxy.next(1, to("SendMessage"), new BrokerFault.Lost());
        assertThatThrownBy(() -> send("lost")).isInstanceOf(SdkClientException.class);
        proxy.next(1, to("SendMessage"), new BrokerFault.AnswerLost());
        assertThatThrownBy(() -> send("arrived")).isInstanceOf(SdkClientException.class);
        proxy.next(1, to("SendMessage"), new BrokerFault.AnswerCut());
        assertThatThrownBy(() -> send("arrived too")).isInstanceOf(SdkClientException.class);
        assertThat(sent()).containsExactlyInAnyOrder("arrived", "arrived too");
    }

    @Test
    void aCallIsOvertakenByTheNext() throws Exception {
        proxy.next(1, to("SendMessage"), new BrokerFault.Overtaken(Duration.ofSeconds(10)));
        var first = Thread.ofVirtual().start(() -> send("first"));
        while (proxy.hurt(BrokerFault.Overtaken.class) == 0) {
            Thread.onSpinWait();
        }
        send("second");
        first.join();
        assertThat(sent()).containsExactly("second", "first");
    }

    @Test
    void entriesOfABatchComeBackAsFailedWhileTheOthersPass() {
        proxy.next(1, to("SendMessageBatch"), new BrokerFault.EntriesFailed(2, true));
        var answer = sqs.sendMessageBatch(r -> r.queueUrl(queue)
                .entries(IntStream.range(0, 5)
                        .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                                .id("e" + i)
                                .messageBody("body" + i)
                                .build())
                        .toList()));
        assertThat(answer.failed())
                .extracting(BatchResultErrorEntry::id, BatchResultErrorEntry::senderFault)
                .containsExactly(tuple("e0", true), tuple("e1", true));
        assertThat(answer.successful()).hasSize(3);
        assertThat(sent()).containsExactlyInAnyOrder("body2", "body3", "body4");
    }

    @Test
    void publishedEntriesFailLikewise() {
        String topic = topic();
        var entries = IntStream.range(0, 3)
                .mapToObj(i -> PublishBatchRequestEntry.builder()
                        .id("e" + i)
                        .message("50 % & more " + i)
                        .build())
                .toList();
        proxy.next(1, to("PublishBatch"), new BrokerFault.EntriesFailed(1, false));
        var answer = sns.publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(entries));
        assertThat(answer.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.id()).isEqualTo("e0");
            assertThat(failed.senderFault()).isFalse();
        });
        assertThat(answer.successful()).hasSize(2);
        assertThat(sent()).containsExactlyInAnyOrder("50 % & more 1", "50 % & more 2");

        proxy.next(1, to("PublishBatch"), new BrokerFault.EntriesFailed(9, false));
        assertThat(sns.publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(entries))
                        .failed())
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(AwsError.class)
    void bothServicesRefuseInTheWordsOfAws(AwsError error) {
        proxy.always(to("SendMessage", "ListTopics"), new BrokerFault.Refused(error));
        assertThatThrownBy(() -> send("refused"))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode() + " " + e.statusCode())
                                .isEqualTo(error.code(false) + " " + error.status(false)));
        assertThatThrownBy(sns::listTopics).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode() + " " + e.statusCode())
                    .isEqualTo(error.code(true) + " " + error.status(true));
            assertThat(e.isThrottlingException()).isEqualTo(error == AwsError.THROTTLED);
        });
        assertThat(sent()).isEmpty();

        proxy.heal();
        send("again");
        assertThat(sent()).containsExactly("again");
    }

    @Test
    void theSdkTriesAgainWhatIsThrottled() {
        proxy.next(1, to("SendMessage"), new BrokerFault.Refused(AwsError.THROTTLED));
        try (var patient = configure(SqsClient.builder(), proxy.endpoint())
                .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD))
                .build()) {
            patient.sendMessage(r -> r.queueUrl(queue).messageBody("throttled"));
        }
        assertThat(sent()).containsExactly("throttled");
    }

    @Test
    void lotsAreDrawnByTheSeed() {
        proxy.sometimes(0.5, to("SendMessage"), new BrokerFault.Duplicated());
        for (int i = 0; i < 40; i++) {
            send("lot");
        }
        var random = new Random(7);
        long drawn =
                IntStream.range(0, 40).filter(i -> random.nextDouble() < 0.5).count();
        assertThat(proxy.hurt(BrokerFault.Duplicated.class)).isEqualTo((int) drawn);
        assertThat(proxy.forwarded("SendMessage")).isEqualTo(40 + (int) drawn);
    }
}
