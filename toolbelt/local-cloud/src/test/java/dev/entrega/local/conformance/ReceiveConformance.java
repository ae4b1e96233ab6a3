package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Receiving, giving back, dead letters, and bringing them back. */
interface ReceiveConformance {
    Cloud cloud();

    private static int receives(Message message) {
        return Integer.parseInt(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    }

    private void giveBack(Cloud.Queue queue, Message message) {
        cloud().sqs
                .changeMessageVisibility(r -> r.queueUrl(queue.url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
    }

    @Test
    default void aReceivedMessageTellsWhenItWasSentAndHowOftenItWasReceived() {
        var queue = cloud().queue();
        queue.send("x");

        Message first = queue.receiveOne();
        assertThat(receives(first)).isEqualTo(1);
        long sent = Long.parseLong(first.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP));
        assertThat(sent).isCloseTo(System.currentTimeMillis(), within(60_000L));

        giveBack(queue, first);
        assertThat(receives(queue.receiveOne())).isEqualTo(2);
    }

    @Test
    default void aMessageInFlightIsHiddenAndADeletedOneGone() {
        var queue = cloud().queue();
        queue.send("x");

        Message message = queue.receiveOne();
        assertThat(queue.peek()).isEmpty();
        assertThat(queue.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("1");
        cloud().sqs.deleteMessage(r -> r.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
        assertThat(queue.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("0");
    }

    @Test
    default void aLongPollEndsWhenAMessageComes() throws Exception {
        var queue = cloud().queue();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Instant start = Instant.now();
            Future<List<Message>> poll = threads.submit(() -> cloud().sqs
                    .receiveMessage(r -> r.queueUrl(queue.url()).waitTimeSeconds(20))
                    .messages());
            queue.send("x");
            assertThat(poll.get()).hasSize(1);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    default void longPollsOfManyClientsDoNotBlockEachOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Instant start = Instant.now();
            List<Future<?>> polls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                var queue = cloud().closedQueue(Map.of());
                polls.add(threads.submit(() ->
                        cloud().sqs.receiveMessage(r -> r.queueUrl(queue.url()).waitTimeSeconds(2))));
            }
            for (Future<?> poll : polls) {
                poll.get();
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    default void atMostTenAreReceivedAtATime() {
        var queue = cloud().queue();
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs.receiveMessage(r -> r.queueUrl(queue.url()).maxNumberOfMessages(11)));
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs.receiveMessage(r -> r.queueUrl(queue.url()).waitTimeSeconds(21)));
    }

    /** Receives the message until SQS moves it, and gives it back each time. */
    private void receiveTooOften(Cloud.Queue queue, int times) {
        for (int i = 0; i < times; i++) {
            giveBack(queue, queue.receiveOne());
        }
        assertThat(queue.peek()).isEmpty();
    }

    @Test
    default void whatWasReceivedTooOftenIsMovedToTheDeadLetterQueue() {
        var queue = cloud().queue();
        var dead = cloud().queue();
        queue.deadLettersTo(dead, 2);
        queue.send("poison");

        receiveTooOften(queue, 2);

        assertThat(dead.receiveOne().body()).isEqualTo("poison");
        assertThat(cloud().sqs
                        .listDeadLetterSourceQueues(r -> r.queueUrl(dead.url()))
                        .queueUrls())
                .containsExactly(queue.url());
    }

    @Test
    default void aMoveTaskBringsEachMessageBackToItsOwnSourceWithAFreshCount() {
        var dead = cloud().queue();
        var first = cloud().queue();
        var second = cloud().queue();
        first.deadLettersTo(dead, 1);
        second.deadLettersTo(dead, 1);
        first.send("of the first");
        second.send("of the second");
        receiveTooOften(first, 1);
        receiveTooOften(second, 1);

        cloud().sqs.startMessageMoveTask(r -> r.sourceArn(dead.arn()));

        Message back = first.receiveOne();
        assertThat(back.body()).isEqualTo("of the first");
        assertThat(receives(back)).isEqualTo(1);
        assertThat(second.receiveOne().body()).isEqualTo("of the second");
        assertThat(dead.peek()).isEmpty();
    }

    @Test
    default void aMoveTaskMayNameItsDestination() {
        var dead = cloud().queue();
        var queue = cloud().queue();
        var other = cloud().queue();
        queue.deadLettersTo(dead, 1);
        queue.send("x");
        receiveTooOften(queue, 1);

        cloud().sqs.startMessageMoveTask(r -> r.sourceArn(dead.arn()).destinationArn(other.arn()));

        assertThat(other.receiveOne().body()).isEqualTo("x");
        refused("InvalidParameterValue", () -> cloud().sqs.startMessageMoveTask(r -> r.sourceArn(other.arn())));
    }
}
