package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.refused;
import static dev.entrega.local.conformance.DeliveryConformance.string;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a topic takes, and what it refuses. */
interface PublishConformance {
    int LIMIT = 262_144;

    Cloud cloud();

    private static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder().id(id).message(message).build();
    }

    private void publishBatch(String topic, List<PublishBatchRequestEntry> entries) {
        cloud().sns.publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(entries));
    }

    @Test
    default void aMessageMayHave256KibWithItsAttributes() {
        String topic = cloud().topic();
        var queue = cloud().queue(Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, String.valueOf(LIMIT)));
        cloud().subscribeRaw(topic, queue);
        // Name, type and value count: "type", "String", "a".
        Map<String, MessageAttributeValue> attributes = Map.of("type", string("a"));
        String largest = "x".repeat(LIMIT - 11);

        cloud().sns.publish(r -> r.topicArn(topic).message(largest).messageAttributes(attributes));
        assertThat(queue.receiveOne().body()).isEqualTo(largest);
        refused(
                "InvalidParameter",
                () -> cloud().sns
                        .publish(r -> r.topicArn(topic).message(largest + "x").messageAttributes(attributes)));
    }

    @Test
    default void sizeIsMeasuredInBytes() {
        String topic = cloud().topic();
        refused(
                "InvalidParameter",
                () -> cloud().sns.publish(r -> r.topicArn(topic).message("\u00e9".repeat(LIMIT / 2 + 1))));
    }

    @Test
    default void anEmptyMessageIsRefused() {
        String topic = cloud().topic();
        refused(
                "InvalidParameter",
                () -> cloud().sns.publish(r -> r.topicArn(topic).message("")));
    }

    @Test
    default void anEmptyAttributeIsRefusedByATopic() {
        String topic = cloud().topic();
        refused(
                "ParameterValueInvalid",
                () -> cloud().sns
                        .publish(r -> r.topicArn(topic).message("x").messageAttributes(Map.of("type", string("")))));
    }

    @Test
    default void anUnknownAttributeTypeIsRefused() {
        String topic = cloud().topic();
        var value = MessageAttributeValue.builder()
                .dataType("Boolean")
                .stringValue("true")
                .build();
        refused(
                "ParameterValueInvalid",
                () -> cloud().sns.publish(r -> r.topicArn(topic).message("x").messageAttributes(Map.of("a", value))));
    }

    @Test
    default void aBatchOfTenIsDelivered() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        cloud().subscribeRaw(topic, queue);
        var entries =
                IntStream.range(0, 10).mapToObj(i -> entry("e" + i, "m" + i)).toList();

        var answer = cloud().sns.publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(entries));

        assertThat(answer.failed()).isEmpty();
        assertThat(answer.successful())
                .extracting(e -> e.id())
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().map(PublishBatchRequestEntry::id).toList());
        assertThat(queue.receive(10))
                .extracting(Message::body)
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream().map(PublishBatchRequestEntry::message).toList());
    }

    @Test
    default void aBadEntryFailsAloneInItsPublishedBatch() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        cloud().subscribeRaw(topic, queue);

        var answer = cloud().sns
                .publishBatch(r -> r.topicArn(topic)
                        .publishBatchRequestEntries(
                                entry("good", "x"),
                                entry("bad", "x").toBuilder()
                                        .messageAttributes(Map.of("type", string("")))
                                        .build()));

        assertThat(answer.successful()).extracting(e -> e.id()).containsExactly("good");
        assertThat(answer.failed()).hasSize(1);
        assertThat(answer.failed().getFirst().id()).isEqualTo("bad");
        assertThat(answer.failed().getFirst().senderFault()).isTrue();
        assertThat(queue.receive(1)).hasSize(1);
    }

    @Test
    default void aPublishedBatchThatIsNoneIsRefused() {
        String topic = cloud().topic();
        var eleven = IntStream.range(0, 11).mapToObj(i -> entry("e" + i, "m")).toList();
        refused("TooManyEntriesInBatchRequest", () -> publishBatch(topic, eleven));
        refused("BatchEntryIdsNotDistinct", () -> publishBatch(topic, List.of(entry("a", "1"), entry("a", "2"))));
        refused("EmptyBatchRequest", () -> publishBatch(topic, List.of()));
        refused("InvalidBatchEntryId", () -> publishBatch(topic, List.of(entry("no spaces", "1"))));
        refused("InvalidBatchEntryId", () -> publishBatch(topic, List.of(entry("x".repeat(81), "1"))));
    }

    @Test
    default void aBatchMayHave256KibInAll() {
        String topic = cloud().topic();
        String half = "x".repeat(LIMIT / 2);
        publishBatch(topic, List.of(entry("a", half), entry("b", half)));
        refused("BatchRequestTooLong", () -> publishBatch(topic, List.of(entry("a", half), entry("b", half + "x"))));
    }
}
