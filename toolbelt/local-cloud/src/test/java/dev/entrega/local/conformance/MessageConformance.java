package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.MAXIMUM_MESSAGE_SIZE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What a queue takes, and what it refuses. */
interface MessageConformance {
    String PREFIX = "AWS.SimpleQueueService.";

    Cloud cloud();

    private static Map<String, MessageAttributeValue> attributes(int count, String value) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(
                    "a" + i,
                    MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue(value)
                            .build());
        }
        return attributes;
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    private void sendBatch(Cloud.Queue queue, List<SendMessageBatchRequestEntry> entries) {
        cloud().sqs.sendMessageBatch(r -> r.queueUrl(queue.url()).entries(entries));
    }

    @Test
    default void aMessageMayHaveTenAttributesAndNoMore() {
        var queue = cloud().queue();
        cloud().sqs.sendMessage(r -> r.queueUrl(queue.url()).messageBody("x").messageAttributes(attributes(10, "v")));
        assertThat(queue.receiveOne().messageAttributes()).hasSize(10);
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs
                        .sendMessage(
                                r -> r.queueUrl(queue.url()).messageBody("x").messageAttributes(attributes(11, "v"))));
    }

    @Test
    default void anEmptyAttributeIsRefusedByAQueue() {
        var queue = cloud().queue();
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs
                        .sendMessage(
                                r -> r.queueUrl(queue.url()).messageBody("x").messageAttributes(attributes(1, ""))));
    }

    @Test
    default void charactersThatXmlDoesNotKnowAreRefused() {
        var queue = cloud().queue();
        for (String body : List.of("\ufffe", "\uffff", "\u0000", "\u001f")) {
            assertThatThrownBy(() -> queue.send("a" + body)).isInstanceOf(InvalidMessageContentsException.class);
        }
        queue.send("\t\n\r \ud7ff\ue000\ufffd\ud83d\ude80");
        assertThat(queue.receiveOne().body()).isEqualTo("\t\n\r \ud7ff\ue000\ufffd\ud83d\ude80");
    }

    @Test
    default void anEmptyBodyIsRefused() {
        var queue = cloud().queue();
        assertThatThrownBy(() -> queue.send("")).isInstanceOf(AwsServiceException.class);
    }

    @Test
    default void aMessageMayHaveTheSizeOfItsQueue() {
        var queue = cloud().queue(Map.of(MAXIMUM_MESSAGE_SIZE, "1048576"));
        String largest = "x".repeat(1_048_576);
        queue.send(largest);
        assertThat(queue.receiveOne().body()).hasSize(largest.length());
        refused("InvalidParameterValue", () -> queue.send(largest + "x"));

        var small = cloud().queue(Map.of(MAXIMUM_MESSAGE_SIZE, "1024"));
        small.send("x".repeat(1024));
        refused("InvalidParameterValue", () -> small.send("x".repeat(1025)));
        refused("InvalidParameterValue", () -> small.send("\u00e9".repeat(513)));
    }

    @Test
    default void aBatchOfTenIsReceivedAndDeleted() {
        var queue = cloud().queue();
        sendBatch(
                queue,
                IntStream.range(0, 10).mapToObj(i -> entry("e" + i, "m" + i)).toList());

        List<Message> messages = queue.receive(10);
        assertThat(messages).extracting(Message::body).contains("m0", "m9").hasSize(10);
        var answer = cloud().sqs
                .deleteMessageBatch(r -> r.queueUrl(queue.url())
                        .entries(messages.stream()
                                .map(m -> DeleteMessageBatchRequestEntry.builder()
                                        .id(m.messageId())
                                        .receiptHandle(m.receiptHandle())
                                        .build())
                                .toList()));
        assertThat(answer.successful()).hasSize(10);
    }

    @Test
    default void aBadEntryFailsAloneInItsBatch() {
        var queue = cloud().queue();
        var bad = entry("bad", "x").toBuilder()
                .messageAttributes(attributes(1, ""))
                .build();

        var answer = cloud().sqs.sendMessageBatch(r -> r.queueUrl(queue.url()).entries(entry("good", "x"), bad));

        assertThat(answer.successful()).extracting(e -> e.id()).containsExactly("good");
        assertThat(answer.failed()).extracting(e -> e.id()).containsExactly("bad");
        assertThat(answer.failed().getFirst().senderFault()).isTrue();
    }

    @Test
    default void aBatchThatIsNoneIsRefused() {
        var queue = cloud().queue();
        var eleven = IntStream.range(0, 11).mapToObj(i -> entry("e" + i, "m")).toList();
        refused(PREFIX + "TooManyEntriesInBatchRequest", () -> sendBatch(queue, eleven));
        refused(PREFIX + "BatchEntryIdsNotDistinct", () -> sendBatch(queue, List.of(entry("a", "1"), entry("a", "2"))));
        refused(PREFIX + "EmptyBatchRequest", () -> sendBatch(queue, List.of()));
        refused(PREFIX + "InvalidBatchEntryId", () -> sendBatch(queue, List.of(entry("no spaces", "1"))));
        refused(
                PREFIX + "TooManyEntriesInBatchRequest",
                () -> cloud().sqs
                        .deleteMessageBatch(r -> r.queueUrl(queue.url())
                                .entries(
                                        IntStream.range(0, 11)
                                                .mapToObj(i -> software.amazon.awssdk.services.sqs.model
                                                        .DeleteMessageBatchRequestEntry.builder()
                                                        .id("e" + i)
                                                        .receiptHandle("x")
                                                        .build())
                                                .toList())));
    }

    @Test
    default void aBatchMayHaveOneMibInAll() {
        var queue = cloud().queue(Map.of(MAXIMUM_MESSAGE_SIZE, "1048576"));
        String half = "x".repeat(524_288);
        sendBatch(queue, List.of(entry("a", half), entry("b", half)));
        refused(
                PREFIX + "BatchRequestTooLong",
                () -> sendBatch(queue, List.of(entry("a", half), entry("b", half + "x"))));
    }
}
