package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.name;
import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.MESSAGE_GROUP_ID;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.SEQUENCE_NUMBER;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.CONTENT_BASED_DEDUPLICATION;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.FIFO_QUEUE;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** FIFO queues: order within a group, and one of each deduplication id. */
interface FifoQueueConformance {
    Cloud cloud();

    private static SendMessageBatchRequestEntry entry(String id, String group, String body) {
        return SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageGroupId(group)
                .messageDeduplicationId(body)
                .messageBody(body)
                .build();
    }

    @Test
    default void aFifoQueueSaysSoInItsNameAndInItsAttribute() {
        var queue = cloud().fifoQueue();
        assertThat(queue.get(FIFO_QUEUE)).isEqualTo("true");
        assertThat(queue.get(CONTENT_BASED_DEDUPLICATION)).isEqualTo("false");

        refused("InvalidParameterValue", () -> cloud().sqs.createQueue(r -> r.queueName(name("queue") + ".fifo")));
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs.createQueue(r -> r.queueName(name("queue")).attributes(Map.of(FIFO_QUEUE, "true"))));
    }

    @Test
    default void whetherAQueueIsFifoIsSettledWhenItIsMade() {
        refused("InvalidAttributeName", () -> cloud().queue().set(FIFO_QUEUE, "true"));
        refused("InvalidAttributeName", () -> cloud().queue().set(CONTENT_BASED_DEDUPLICATION, "true"));
        assertThat(cloud().queue().get(FIFO_QUEUE)).isNull();
    }

    @Test
    default void aMessageOfAFifoQueueCarriesItsGroupItsDeduplicationIdAndItsSequenceNumber() {
        var queue = cloud().fifoQueue();
        String sequence = queue.send("product-1", "d-1", "x").sequenceNumber();

        Message message = queue.receiveOne();
        assertThat(message.attributes())
                .containsEntry(MESSAGE_GROUP_ID, "product-1")
                .containsEntry(MESSAGE_DEDUPLICATION_ID, "d-1")
                .containsEntry(SEQUENCE_NUMBER, sequence);
    }

    @Test
    default void sequenceNumbersGrowWithinAGroup() {
        var queue = cloud().fifoQueue();
        String first = queue.send("g", "1", "1").sequenceNumber();
        var batch = cloud().sqs
                .sendMessageBatch(r -> r.queueUrl(queue.url()).entries(entry("a", "g", "2"), entry("b", "g", "3")))
                .successful();
        String last = queue.send("g", "4", "4").sequenceNumber();

        List<String> all = List.of(
                first, batch.getFirst().sequenceNumber(), batch.getLast().sequenceNumber(), last);
        assertThat(all).doesNotHaveDuplicates().isSorted();
        assertThat(all).extracting(String::length).containsOnly(first.length());
    }

    @Test
    default void messagesOfAGroupComeInTheOrderInWhichTheyWereSent() {
        var queue = cloud().fifoQueue();
        for (int i = 0; i < 30; i += 3) {
            String single = "m%02d".formatted(i);
            queue.send("g", single, single);
            String second = "m%02d".formatted(i + 1);
            String third = "m%02d".formatted(i + 2);
            cloud().sqs
                    .sendMessageBatch(
                            r -> r.queueUrl(queue.url()).entries(entry("z", "g", second), entry("a", "g", third)));
        }
        for (int i = 0; i < 30; i += 10) {
            List<Message> messages = queue.take(10);
            assertThat(messages)
                    .extracting(Message::body)
                    .containsExactlyElementsOf(IntStream.range(i, i + 10)
                            .mapToObj("m%02d"::formatted)
                            .toList());
            messages.forEach(queue::delete);
        }
    }

    @Test
    default void whileAMessageIsInFlightItsGroupWaitsAndOthersFlow() {
        var queue = cloud().fifoQueue();
        queue.sendInOrder("busy", "b1", "b2");
        Message first = queue.take(1).getFirst();
        assertThat(first.body()).isEqualTo("b1");

        queue.sendInOrder("other", "o1");
        assertThat(queue.take(10)).extracting(Message::body).containsExactly("o1");
        queue.delete(first);
        assertThat(queue.take(10)).extracting(Message::body).containsExactly("b2");
    }

    @Test
    default void aMessageGivenBackComesAgainBeforeThoseBehindIt() {
        var queue = cloud().fifoQueue();
        queue.sendInOrder("g", "1", "2", "3");
        List<Message> all = queue.take(10);
        assertThat(all).extracting(Message::body).containsExactly("1", "2", "3");

        // The last first: it is visible, and must still wait for those before it.
        queue.giveBack(all.get(2));
        assertThat(queue.take(10)).isEmpty();
        queue.giveBack(all.get(1));
        assertThat(queue.take(10)).isEmpty();
        queue.giveBack(all.get(0));
        assertThat(queue.take(10)).extracting(Message::body).containsExactly("1", "2", "3");
    }

    @Test
    default void aFifoQueueAsksForAGroup() {
        var queue = cloud().fifoQueue(Map.of(CONTENT_BASED_DEDUPLICATION, "true"));
        refused(
                "MissingParameter",
                () -> cloud().sqs.sendMessage(r -> r.queueUrl(queue.url()).messageBody("x")));
        refused("InvalidParameterValue", () -> queue.send("no spaces", "d", "x"));
        refused("InvalidParameterValue", () -> queue.send("g".repeat(129), "d", "x"));
        refused("InvalidParameterValue", () -> queue.send("g", "d".repeat(129), "x"));
        queue.send("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~Az09", "d".repeat(128), "x");
        assertThat(queue.receiveOne().attributes())
                .containsEntry(MESSAGE_GROUP_ID, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~Az09");
    }

    @Test
    default void aFifoQueueAsksForADeduplicationIdUnlessItTakesTheContent() {
        var explicit = cloud().fifoQueue();
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs
                        .sendMessage(r ->
                                r.queueUrl(explicit.url()).messageGroupId("g").messageBody("x")));

        var byContent = cloud().fifoQueue(Map.of(CONTENT_BASED_DEDUPLICATION, "true"));
        for (String body : List.of("same", "same", "other")) {
            cloud().sqs
                    .sendMessage(
                            r -> r.queueUrl(byContent.url()).messageGroupId("g").messageBody(body));
        }
        assertThat(byContent.take(10)).extracting(Message::body).containsExactly("same", "other");
    }

    @Test
    default void aRepeatedDeduplicationIdIsAnsweredLikeTheFirstAndDeliveredOnce() {
        var queue = cloud().fifoQueue();
        var first = queue.send("g", "d", "x");
        var repeated = queue.send("g", "d", "again");
        assertThat(repeated.messageId()).isEqualTo(first.messageId());
        assertThat(repeated.sequenceNumber()).isEqualTo(first.sequenceNumber());

        Message message = queue.receiveOne();
        assertThat(message.body()).isEqualTo("x");
        queue.delete(message);
        queue.send("g", "d", "after the first is gone");
        queue.send("other", "d", "in another group");
        assertThat(queue.peek()).isEmpty();
    }

    @Test
    default void aBadEntryFailsAloneAndTheOthersKeepTheirOrder() {
        var queue = cloud().fifoQueue();
        var withoutGroup = SendMessageBatchRequestEntry.builder()
                .id("bad")
                .messageDeduplicationId("d")
                .messageBody("x")
                .build();

        var answer = cloud().sqs
                .sendMessageBatch(
                        r -> r.queueUrl(queue.url()).entries(entry("a", "g", "1"), withoutGroup, entry("b", "g", "2")));

        assertThat(answer.successful())
                .extracting(SendMessageBatchResultEntry::id)
                .containsExactly("a", "b");
        assertThat(answer.failed()).hasSize(1);
        assertThat(answer.failed().getFirst().id()).isEqualTo("bad");
        assertThat(answer.failed().getFirst().code()).isEqualTo("MissingParameter");
        assertThat(answer.failed().getFirst().senderFault()).isTrue();
        assertThat(queue.take(10)).extracting(Message::body).containsExactly("1", "2");
    }

    @Test
    default void aMessageOfAFifoQueueHasNoDelayOfItsOwn() {
        var queue = cloud().fifoQueue();
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs
                        .sendMessage(r -> r.queueUrl(queue.url())
                                .messageGroupId("g")
                                .messageDeduplicationId("d")
                                .delaySeconds(1)
                                .messageBody("x")));
    }

    @Test
    default void aStandardQueueTakesAGroupAndNoDeduplicationId() {
        var queue = cloud().queue();
        cloud().sqs
                .sendMessage(
                        r -> r.queueUrl(queue.url()).messageGroupId("tenant-1").messageBody("1"));
        cloud().sqs
                .sendMessage(
                        r -> r.queueUrl(queue.url()).messageGroupId("tenant-1").messageBody("2"));
        // Not an order: both are handed out at the same time.
        assertThat(queue.receive(2))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.attributes()).containsEntry(MESSAGE_GROUP_ID, "tenant-1"));
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs
                        .sendMessage(r -> r.queueUrl(queue.url())
                                .messageDeduplicationId("d")
                                .messageBody("x")));
    }
}
