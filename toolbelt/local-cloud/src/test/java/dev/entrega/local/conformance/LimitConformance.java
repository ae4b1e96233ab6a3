package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.name;
import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.DELAY_SECONDS;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.MAXIMUM_MESSAGE_SIZE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** How large, how long and how named things may be. */
interface LimitConformance {
    List<String> BAD_NAMES = List.of(".a", "a.", "a..b", "a b", "AWS.a", "Amazon.a", "\u00e9", "x".repeat(257));
    List<String> GOOD_NAMES = List.of("a", "a.b-c_D.9", "x".repeat(256));

    Cloud cloud();

    private static MessageAttributeValue text(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    private void send(Cloud.Queue queue, String body, Map<String, MessageAttributeValue> attributes) {
        cloud().sqs.sendMessage(r -> r.queueUrl(queue.url()).messageBody(body).messageAttributes(attributes));
    }

    @Test
    default void aQueueTakesOneMibUnlessToldOtherwise() {
        assertThat(cloud().closedQueue(Map.of()).get(MAXIMUM_MESSAGE_SIZE)).isEqualTo("1048576");
    }

    @Test
    default void attributesCountAgainstTheSizeOfAMessageWithNameTypeAndBytes() {
        var queue = cloud().queue(Map.of(MAXIMUM_MESSAGE_SIZE, "1024"));
        var text = Map.of("name", text("String", "\u00e9"));
        // 4 + 6 + 2 bytes.
        send(queue, "x".repeat(1024 - 12), text);
        refused("InvalidParameterValue", () -> send(queue, "x".repeat(1024 - 11), text));

        var binary = Map.of(
                "name",
                MessageAttributeValue.builder()
                        .dataType("Binary")
                        .binaryValue(SdkBytes.fromByteArray(new byte[] {1, 2, 3, 4}))
                        .build());
        // 4 + 6 + 4 bytes, whatever their form on the wire takes.
        send(queue, "x".repeat(1024 - 14), binary);
        refused("InvalidParameterValue", () -> send(queue, "x".repeat(1024 - 13), binary));
    }

    @Test
    default void namesOfAttributesFollowTheRulesOfBothServices() {
        var queue = cloud().queue();
        String topic = cloud().topic();
        for (String good : GOOD_NAMES) {
            send(queue, "x", Map.of(good, text("String", "v")));
            cloud().sns
                    .publish(r -> r.topicArn(topic)
                            .message("x")
                            .messageAttributes(Map.of(good, DeliveryConformance.string("v"))));
        }
        for (String bad : BAD_NAMES) {
            refused("InvalidParameterValue", () -> send(queue, "x", Map.of(bad, text("String", "v"))));
            refused(
                    "ParameterValueInvalid",
                    () -> cloud().sns
                            .publish(r -> r.topicArn(topic)
                                    .message("x")
                                    .messageAttributes(Map.of(bad, DeliveryConformance.string("v")))));
        }
    }

    @Test
    default void anAttributeHasATypeThatExistsAndANumberIsOne() {
        var queue = cloud().queue();
        send(queue, "x", Map.of("a", text("String.label", "v"), "b", text("Number.float", "-1.5e3")));
        for (var bad : List.of(
                text("Boolean", "true"),
                text("string", "v"),
                text("Number", "twelve"),
                text("Number", "9".repeat(39)))) {
            refused("InvalidParameterValue", () -> send(queue, "x", Map.of("a", bad)));
        }
    }

    @Test
    default void namesOfQueuesFollowTheRules() {
        String longest = (name("q") + "x".repeat(80)).substring(0, 80);
        assertThat(cloud().sqs.createQueue(r -> r.queueName(longest)).queueUrl())
                .endsWith(longest);
        for (String bad : List.of("x".repeat(81), "no spaces", "dot.ted", "\u00e9")) {
            refused("InvalidParameterValue", () -> cloud().sqs.createQueue(r -> r.queueName(bad)));
        }
    }

    @Test
    default void aMessageWaitsAtMostFifteenMinutes() {
        var queue = cloud().queue();
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs
                        .sendMessage(
                                r -> r.queueUrl(queue.url()).messageBody("x").delaySeconds(901)));
        refused("InvalidAttributeValue", () -> queue.set(DELAY_SECONDS, "901"));

        cloud().sqs.sendMessage(r -> r.queueUrl(queue.url()).messageBody("late").delaySeconds(900));
        assertThat(queue.peek()).isEmpty();
    }

    @Test
    default void aMessageIsHiddenAtMostTwelveHours() {
        var queue = cloud().queue();
        queue.send("x");
        Message message = queue.receiveOne();
        refused("InvalidParameterValue", () -> hide(queue, message, 43_201));
        refused("InvalidParameterValue", () -> hide(queue, message, -1));
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs.receiveMessage(r -> r.queueUrl(queue.url()).visibilityTimeout(43_201)));

        var answer = cloud().sqs
                .changeMessageVisibilityBatch(
                        r -> r.queueUrl(queue.url()).entries(entry("good", message, 0), entry("bad", message, 43_201)));
        assertThat(answer.successful()).extracting(e -> e.id()).containsExactly("good");
        assertThat(answer.failed()).extracting(e -> e.id()).containsExactly("bad");
        assertThat(queue.peek()).hasSize(1);
    }

    private void hide(Cloud.Queue queue, Message message, int seconds) {
        cloud().sqs
                .changeMessageVisibility(r -> r.queueUrl(queue.url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(seconds));
    }

    private static ChangeMessageVisibilityBatchRequestEntry entry(String id, Message message, int seconds) {
        return ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(seconds)
                .build();
    }

    @Test
    default void aReceiptHandleThatIsNoneIsRefused() {
        var queue = cloud().queue();
        refused(
                "ReceiptHandleIsInvalid",
                () -> cloud().sqs.deleteMessage(r -> r.queueUrl(queue.url()).receiptHandle("none")));
        refused(
                "ReceiptHandleIsInvalid",
                () -> cloud().sqs
                        .changeMessageVisibility(r ->
                                r.queueUrl(queue.url()).receiptHandle("none").visibilityTimeout(0)));
    }

    @Test
    default void deletingTwiceIsHarmless() {
        var queue = cloud().queue();
        queue.send("x");
        Message message = queue.receiveOne();
        queue.delete(message);
        queue.delete(message);

        var answer = cloud().sqs
                .deleteMessageBatch(r -> r.queueUrl(queue.url())
                        .entries(deletion("gone", message.receiptHandle()), deletion("bad", "none")));
        assertThat(answer.successful()).extracting(e -> e.id()).containsExactly("gone");
        assertThat(answer.failed()).extracting(e -> e.id()).containsExactly("bad");
    }

    private static DeleteMessageBatchRequestEntry deletion(String id, String handle) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(handle)
                .build();
    }

    @Test
    default void aSubjectIsShortAndOnOneLine() {
        String topic = cloud().topic();
        cloud().sns.publish(r -> r.topicArn(topic).message("x").subject("s".repeat(99)));
        for (String bad : List.of("", "s".repeat(101), "two\nlines")) {
            refused(
                    "InvalidParameter",
                    () -> cloud().sns
                            .publish(r -> r.topicArn(topic).message("x").subject(bad)));
        }
    }
}
