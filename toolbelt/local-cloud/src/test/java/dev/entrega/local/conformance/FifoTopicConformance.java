package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.name;
import static dev.entrega.local.conformance.Cloud.refused;
import static dev.entrega.local.conformance.DeliveryConformance.string;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.MESSAGE_GROUP_ID;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.model.Message;

/** FIFO topics: order into FIFO queues, and one of each deduplication id. */
interface FifoTopicConformance {
    Map<String, String> RAW = Map.of("RawMessageDelivery", "true");
    Map<String, String> BY_CONTENT = Map.of("ContentBasedDeduplication", "true");

    Cloud cloud();

    private PublishResponse publish(String topic, String group, String deduplication, String message) {
        return cloud().sns
                .publish(r -> r.topicArn(topic)
                        .messageGroupId(group)
                        .messageDeduplicationId(deduplication)
                        .message(message));
    }

    private static PublishBatchRequestEntry entry(String id, String group, String message) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .messageGroupId(group)
                .messageDeduplicationId(message)
                .message(message)
                .build();
    }

    private Map<String, String> attributes(String topic) {
        return cloud().sns.getTopicAttributes(r -> r.topicArn(topic)).attributes();
    }

    private void set(String topic, String attribute, String value) {
        cloud().sns
                .setTopicAttributes(
                        r -> r.topicArn(topic).attributeName(attribute).attributeValue(value));
    }

    @Test
    default void aFifoTopicSaysSoInItsNameAndInItsAttribute() {
        String name = name("price") + ".fifo";
        String arn = cloud().sns
                .createTopic(r -> r.name(name).attributes(Map.of("FifoTopic", "true")))
                .topicArn();
        assertThat(arn).endsWith(":" + name);
        assertThat(attributes(arn)).containsEntry("FifoTopic", "true");
        assertThat(attributes(arn)).containsEntry("ContentBasedDeduplication", "false");
        assertThat(cloud().sns
                        .createTopic(r -> r.name(name).attributes(Map.of("FifoTopic", "true")))
                        .topicArn())
                .isEqualTo(arn);

        refused("InvalidParameter", () -> cloud().sns.createTopic(r -> r.name(name("topic") + ".fifo")));
        refused(
                "InvalidParameter",
                () -> cloud().sns.createTopic(r -> r.name(name("topic")).attributes(Map.of("FifoTopic", "true"))));
    }

    @Test
    default void attributesOfFifoTopicsAreChangedAndUnknownToOthers() {
        String topic = cloud().fifoTopic(BY_CONTENT);
        assertThat(attributes(topic)).containsEntry("ContentBasedDeduplication", "true");
        set(topic, "ContentBasedDeduplication", "false");
        assertThat(attributes(topic)).containsEntry("ContentBasedDeduplication", "false");

        refused("InvalidParameter", () -> set(topic, "FifoTopic", "false"));
        refused("InvalidParameter", () -> set(cloud().topic(), "ContentBasedDeduplication", "true"));
    }

    @Test
    default void groupAndDeduplicationIdReachTheQueue() {
        String topic = cloud().fifoTopic(Map.of());
        var queue = cloud().fifoQueue();
        cloud().subscribe(topic, queue, RAW);

        var answer = publish(topic, "product-1", "d-1", "x");

        assertThat(answer.messageId()).isNotBlank();
        assertThat(answer.sequenceNumber()).matches("\\d{20}");
        assertThat(queue.receiveOne().attributes())
                .containsEntry(MESSAGE_GROUP_ID, "product-1")
                .containsEntry(MESSAGE_DEDUPLICATION_ID, "d-1");
    }

    @Test
    default void publicationsOfAGroupArriveInTheirOrderSinglyAndInBatches() {
        String topic = cloud().fifoTopic(Map.of());
        var queue = cloud().fifoQueue();
        cloud().subscribe(topic, queue, RAW);

        List<String> sequence = new ArrayList<>();
        sequence.add(publish(topic, "g", "m0", "m0").sequenceNumber());
        cloud()
                .sns
                .publishBatch(r -> r.topicArn(topic)
                        .publishBatchRequestEntries(IntStream.range(1, 9)
                                .mapToObj(i -> entry("e" + (9 - i), "g", "m" + i))
                                .toList()))
                .successful()
                .stream()
                .map(PublishBatchResultEntry::sequenceNumber)
                .forEach(sequence::add);
        sequence.add(publish(topic, "g", "m9", "m9").sequenceNumber());

        assertThat(sequence).isSorted().doesNotHaveDuplicates();
        assertThat(queue.take(10))
                .extracting(Message::body)
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
    }

    @Test
    default void publishersAtTheSameTimeGetTheOrderOfTheirSequenceNumbersInEveryQueue() throws Exception {
        String topic = cloud().fifoTopic(Map.of());
        var queues = List.of(cloud().fifoQueue(), cloud().fifoQueue());
        queues.forEach(queue -> cloud().subscribe(topic, queue, RAW));
        Map<String, String> bySequence = new ConcurrentSkipListMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> publishers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String message = "m" + i;
                publishers.add(threads.submit(() ->
                        bySequence.put(publish(topic, "g", message, message).sequenceNumber(), message)));
            }
            for (Future<?> publisher : publishers) {
                publisher.get();
            }
        }
        assertThat(bySequence).hasSize(10);
        for (var queue : queues) {
            assertThat(queue.take(10)).extracting(Message::body).containsExactlyElementsOf(bySequence.values());
        }
    }

    @Test
    default void aRepeatedDeduplicationIdIsTakenAndNotDelivered() {
        String topic = cloud().fifoTopic(Map.of());
        var queue = cloud().fifoQueue();
        cloud().subscribe(topic, queue, RAW);

        publish(topic, "g", "d", "first");
        assertThat(publish(topic, "g", "d", "repeated").messageId()).isNotBlank();
        publish(topic, "other", "d", "repeated in another group");
        var batch = cloud().sns
                .publishBatch(r -> r.topicArn(topic)
                        .publishBatchRequestEntries(entry("a", "g", "twice"), entry("b", "g", "twice")));
        assertThat(batch.successful()).hasSize(2);

        assertThat(queue.receive(2)).extracting(Message::body).containsExactly("first", "twice");
        // The topic itself remembers: a queue that came later gets nothing either.
        var late = cloud().queue();
        cloud().subscribe(topic, late, RAW);
        publish(topic, "g", "d", "repeated");
        assertThat(late.peek()).isEmpty();
    }

    @Test
    default void inTheScopeOfGroupsADeduplicationIdCountsWithinItsGroup() {
        String topic = cloud().fifoTopic(Map.of("FifoThroughputScope", "MessageGroup"));
        // The queue has a scope of its own, so a standard one tells what the topic does.
        var queue = cloud().queue();
        cloud().subscribe(topic, queue, RAW);

        publish(topic, "g", "d", "first");
        publish(topic, "g", "d", "repeated");
        publish(topic, "other", "d", "in another group");

        assertThat(queue.receive(2)).extracting(Message::body).containsExactlyInAnyOrder("first", "in another group");
        assertThat(queue.peek()).isEmpty();
    }

    @Test
    default void byContentTheMessageMakesItsDeduplicationId() {
        String topic = cloud().fifoTopic(BY_CONTENT);
        var queue = cloud().fifoQueue();
        cloud().subscribe(topic, queue, RAW);

        for (String message : List.of("same", "same", "other")) {
            cloud().sns.publish(r -> r.topicArn(topic).messageGroupId("g").message(message));
        }
        publish(topic, "g", "explicit", "same");

        List<Message> messages = queue.receive(3);
        assertThat(messages).extracting(Message::body).containsExactly("same", "other", "same");
        // SHA-256 of the body, not of the attributes (API reference of Publish).
        assertThat(messages.getFirst().attributes())
                .containsEntry(
                        MESSAGE_DEDUPLICATION_ID, "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5");
    }

    @Test
    default void aFifoTopicAsksForAGroupAndADeduplicationId() {
        String topic = cloud().fifoTopic(Map.of());
        refused(
                "InvalidParameter",
                () -> cloud().sns
                        .publish(r ->
                                r.topicArn(topic).messageDeduplicationId("d").message("x")));
        refused(
                "InvalidParameter",
                () -> cloud().sns
                        .publish(r -> r.topicArn(topic).messageGroupId("g").message("x")));
        refused("InvalidParameter", () -> publish(topic, "no spaces", "d", "x"));
        refused("InvalidParameter", () -> publish(topic, "g".repeat(129), "d", "x"));
        refused("InvalidParameter", () -> publish(topic, "g", "d".repeat(129), "x"));
        refused(
                "InvalidParameter",
                () -> cloud().sns
                        .publishBatch(r -> r.topicArn(topic)
                                .publishBatchRequestEntries(
                                        entry("good", "g", "x"),
                                        PublishBatchRequestEntry.builder()
                                                .id("bad")
                                                .messageDeduplicationId("d")
                                                .message("x")
                                                .build())));
    }

    @Test
    default void aStandardTopicPassesAGroupOnAndTakesNoDeduplicationId() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        cloud().subscribeRaw(topic, queue);
        cloud().sns.publish(r -> r.topicArn(topic).messageGroupId("tenant-1").message("x"));

        assertThat(queue.receiveOne().attributes()).containsEntry(MESSAGE_GROUP_ID, "tenant-1");
        refused(
                "InvalidParameter",
                () -> cloud().sns
                        .publish(r ->
                                r.topicArn(topic).messageDeduplicationId("d").message("x")));
    }

    @Test
    default void aFifoQueueSubscribesToFifoTopicsOnlyAndAStandardOneToBoth() {
        refused("InvalidParameter", () -> cloud().subscribe(cloud().topic(), cloud().fifoQueue(), RAW));

        String topic = cloud().fifoTopic(Map.of());
        var standard = cloud().queue();
        cloud().subscribe(topic, standard, RAW);
        publish(topic, "g", "d", "x");

        Message message = standard.receiveOne();
        assertThat(message.body()).isEqualTo("x");
        assertThat(message.attributes()).doesNotContainKeys(MESSAGE_GROUP_ID, MESSAGE_DEDUPLICATION_ID);
    }

    @Test
    default void aWrappedMessageOfAFifoTopicHoldsItsSequenceNumber() throws Exception {
        String topic = cloud().fifoTopic(Map.of());
        var queue = cloud().fifoQueue();
        cloud().subscribe(topic, queue, Map.of());

        var answer = publish(topic, "g", "d", "x");

        var json = new ObjectMapper().readTree(queue.receiveOne().body());
        assertThat(json.path("Message").asText()).isEqualTo("x");
        assertThat(json.path("SequenceNumber").asText()).isEqualTo(answer.sequenceNumber());
    }

    @Test
    default void aFifoSubscriptionIsFiltered() {
        String topic = cloud().fifoTopic(Map.of());
        var queue = cloud().fifoQueue();
        cloud().subscribe(topic, queue, Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"type\":[\"a\"]}"));
        for (String type : List.of("a", "b")) {
            cloud().sns
                    .publish(r -> r.topicArn(topic)
                            .messageGroupId("g")
                            .messageDeduplicationId(type)
                            .message(type)
                            .messageAttributes(Map.of("type", string(type))));
        }
        assertThat(queue.take(10)).extracting(Message::body).containsExactly("a");
    }

    @Test
    default void whatAFifoQueueDoesNotTakeGoesInOrderToTheFifoDeadLetterQueueOfTheSubscription() {
        String topic = cloud().fifoTopic(Map.of());
        var gone = cloud().fifoQueue();
        var undelivered = cloud().fifoQueue();
        cloud().subscribe(
                        topic,
                        gone,
                        Map.of(
                                "RawMessageDelivery",
                                "true",
                                "RedrivePolicy",
                                "{\"deadLetterTargetArn\":\"" + undelivered.arn() + "\"}"));
        cloud().sqs.deleteQueue(r -> r.queueUrl(gone.url()));

        publish(topic, "g", "d1", "1");
        publish(topic, "g", "d2", "2");

        List<Message> messages = undelivered.receive(2);
        assertThat(messages).extracting(Message::body).containsExactly("1", "2");
        assertThat(messages.getFirst().attributes()).containsEntry(MESSAGE_GROUP_ID, "g");
    }

    @Test
    default void theDeadLetterQueueOfAFifoSubscriptionIsFifo() {
        String topic = cloud().fifoTopic(Map.of());
        var queue = cloud().fifoQueue();
        String standard = "{\"deadLetterTargetArn\":\"" + cloud().queue().arn() + "\"}";
        refused("InvalidParameter", () -> cloud().subscribe(topic, queue, Map.of("RedrivePolicy", standard)));

        String arn = cloud().subscribe(topic, queue, RAW);
        refused(
                "InvalidParameter",
                () -> cloud().sns
                        .setSubscriptionAttributes(r -> r.subscriptionArn(arn)
                                .attributeName("RedrivePolicy")
                                .attributeValue(standard)));
    }
}
