package dev.entrega.local.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** From a topic into queues: raw, wrapped, allowed, undeliverable. */
interface DeliveryConformance {
    Cloud cloud();

    static MessageAttributeValue string(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    static MessageAttributeValue number(String value) {
        return MessageAttributeValue.builder()
                .dataType("Number")
                .stringValue(value)
                .build();
    }

    @Test
    default void rawDeliveryForwardsBodyAndAttributesWithTheirTypes() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        cloud().subscribeRaw(topic, queue);
        var bytes = SdkBytes.fromByteArray(new byte[] {0, 1, -1});

        String body = "{\"text\": \"<&> \\u0000 \u00e9 \ud83d\ude80\"}\r\n\t";
        cloud().sns
                .publish(r -> r.topicArn(topic)
                        .message(body)
                        .messageAttributes(Map.of(
                                "type", string("order.placed.v1"),
                                "bucket", number("42"),
                                "digest",
                                        MessageAttributeValue.builder()
                                                .dataType("Binary")
                                                .binaryValue(bytes)
                                                .build())));

        var message = queue.receiveOne();
        assertThat(message.body()).isEqualTo(body);
        assertThat(message.messageAttributes()).hasSize(3);
        assertThat(message.messageAttributes().get("type").dataType()).isEqualTo("String");
        assertThat(message.messageAttributes().get("type").stringValue()).isEqualTo("order.placed.v1");
        assertThat(message.messageAttributes().get("bucket").dataType()).isEqualTo("Number");
        assertThat(message.messageAttributes().get("bucket").stringValue()).isEqualTo("42");
        assertThat(message.messageAttributes().get("digest").binaryValue()).isEqualTo(bytes);
    }

    @Test
    default void withoutRawDeliveryTheMessageIsWrapped() throws Exception {
        String topic = cloud().topic();
        var queue = cloud().queue();
        String subscription = cloud().subscribe(topic, queue, Map.of());

        String id = cloud().sns
                .publish(r -> r.topicArn(topic)
                        .message("{\"a\":1}")
                        .subject("greeting")
                        .messageAttributes(Map.of("type", string("order.placed.v1"))))
                .messageId();

        var message = queue.receiveOne();
        var json = new ObjectMapper().readTree(message.body());
        assertThat(message.messageAttributes()).isEmpty();
        assertThat(json.path("Type").asText()).isEqualTo("Notification");
        assertThat(json.path("MessageId").asText()).isEqualTo(id);
        assertThat(json.path("TopicArn").asText()).isEqualTo(topic);
        assertThat(json.path("Subject").asText()).isEqualTo("greeting");
        assertThat(json.path("Message").asText()).isEqualTo("{\"a\":1}");
        assertThat(Instant.parse(json.path("Timestamp").asText()))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(json.path("SignatureVersion").asText()).isEqualTo("1");
        assertThat(json.path("Signature").asText()).isNotEmpty();
        assertThat(json.path("UnsubscribeURL").asText()).contains(subscription);
        assertThat(json.at("/MessageAttributes/type/Type").asText()).isEqualTo("String");
        assertThat(json.at("/MessageAttributes/type/Value").asText()).isEqualTo("order.placed.v1");
    }

    @Test
    default void everySubscribedQueueGetsItsCopy() {
        String topic = cloud().topic();
        var first = cloud().queue();
        var second = cloud().queue();
        cloud().subscribeRaw(topic, first);
        cloud().subscribeRaw(topic, second);

        cloud().sns.publish(r -> r.topicArn(topic).message("for all"));

        assertThat(first.receiveOne().body()).isEqualTo("for all");
        assertThat(second.receiveOne().body()).isEqualTo("for all");
    }

    @Test
    default void aQueueWhosePolicyDoesNotAllowTheTopicGetsNothing() {
        String topic = cloud().topic();
        var without = cloud().closedQueue(Map.of());
        var other = cloud().closedQueue(Map.of());
        other.set(QueueAttributeName.POLICY, Cloud.Queue.policy(other.arn(), "ArnEquals", topic + "-other"));
        var allowed = cloud().closedQueue(Map.of());
        allowed.set(QueueAttributeName.POLICY, Cloud.Queue.policy(allowed.arn(), "ArnEquals", topic));
        var alike = cloud().closedQueue(Map.of());
        alike.set(
                QueueAttributeName.POLICY,
                Cloud.Queue.policy(alike.arn(), "ArnLike", topic.substring(0, topic.length() - 3) + "*"));
        for (var queue : new Cloud.Queue[] {without, other, allowed, alike}) {
            cloud().subscribeRaw(topic, queue);
        }

        cloud().sns.publish(r -> r.topicArn(topic).message("x"));

        assertThat(allowed.receiveOne().body()).isEqualTo("x");
        assertThat(alike.receiveOne().body()).isEqualTo("x");
        assertThat(without.peek()).isEmpty();
        assertThat(other.peek()).isEmpty();
    }

    @Test
    default void whatCannotBeDeliveredGoesToTheDeadLetterQueueOfTheSubscription() {
        String topic = cloud().topic();
        var gone = cloud().queue();
        var undelivered = cloud().queue();
        cloud().subscribe(topic, gone, toDeadLetters(undelivered));
        cloud().sqs.deleteQueue(r -> r.queueUrl(gone.url()));

        cloud().sns.publish(r -> r.topicArn(topic).message("lost?").messageAttributes(Map.of("type", string("a"))));

        var message = undelivered.receiveOne();
        assertThat(message.body()).isEqualTo("lost?");
        assertThat(message.messageAttributes().get("type").stringValue()).isEqualTo("a");
    }

    private static Map<String, String> toDeadLetters(Cloud.Queue queue) {
        return Map.of(
                "RawMessageDelivery", "true", "RedrivePolicy", "{\"deadLetterTargetArn\":\"" + queue.arn() + "\"}");
    }

    @Test
    default void aDeadLetterQueueThatDoesNotAllowTheTopicGetsNothing() {
        String topic = cloud().topic();
        var closed = cloud().closedQueue(Map.of());
        var undelivered = cloud().closedQueue(Map.of());
        cloud().subscribe(topic, closed, toDeadLetters(undelivered));
        var witness = cloud().queue();
        cloud().subscribeRaw(topic, witness);

        cloud().sns.publish(r -> r.topicArn(topic).message("x"));

        assertThat(witness.receiveOne().body()).isEqualTo("x");
        assertThat(undelivered.peek()).isEmpty();
        assertThat(closed.peek()).isEmpty();
    }

    @Test
    default void moreThanTenAttributesReachAWrappedSubscriptionAndNotARawOne() {
        String topic = cloud().topic();
        var raw = cloud().queue();
        var wrapped = cloud().queue();
        var undelivered = cloud().queue();
        cloud().subscribe(topic, raw, toDeadLetters(undelivered));
        cloud().subscribe(topic, wrapped, Map.of());
        Map<String, MessageAttributeValue> eleven = new HashMap<>();
        for (int i = 0; i < 11; i++) {
            eleven.put("a" + i, string("v"));
        }

        cloud().sns.publish(r -> r.topicArn(topic).message("many").messageAttributes(eleven));

        assertThat(wrapped.receiveOne().body()).contains("many").contains("a10");
        assertThat(raw.peek()).isEmpty();
        assertThat(undelivered.receiveOne().body()).contains("many");
    }
}
