package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.MESSAGE_GROUP_ID;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** The dead letters of FIFO queues, and their way back. */
interface FifoDeadLetterConformance {
    Cloud cloud();

    @Test
    default void theDeadLetterQueueOfAQueueIsOfItsKind() {
        refused("InvalidParameterValue", () -> cloud().fifoQueue().deadLettersTo(cloud().queue(), 1));
        refused("InvalidParameterValue", () -> cloud().queue().deadLettersTo(cloud().fifoQueue(), 1));
    }

    @Test
    default void aDeadLetterKeepsItsGroupAndMakesWayForTheNext() {
        var dead = cloud().fifoQueue();
        var queue = cloud().fifoQueue();
        queue.deadLettersTo(dead, 1);
        Message poison = sendAndFail(queue, "poison");
        queue.sendInOrder("g", "next");

        assertThat(queue.take(10)).extracting(Message::body).containsExactly("next");
        Message letter = dead.receiveOne();
        assertThat(letter.body()).isEqualTo("poison");
        assertThat(letter.attributes())
                .containsEntry(MESSAGE_GROUP_ID, "g")
                // So that two messages of one deduplication id both fit (SQS developer guide, "dead-letter queue
                // redrive").
                .containsEntry(MESSAGE_DEDUPLICATION_ID, poison.messageId());
    }

    private static Message sendAndFail(Cloud.Queue queue, String body) {
        queue.sendInOrder("g", body);
        Message message = queue.receiveOne();
        queue.giveBack(message);
        return message;
    }

    @Test
    default void aMoveTaskBringsDeadLettersBackInOrderAndAtOnce() {
        var dead = cloud().fifoQueue();
        var queue = cloud().fifoQueue();
        queue.deadLettersTo(dead, 1);
        queue.sendInOrder("g", "1", "2", "3");
        queue.take(10).reversed().forEach(queue::giveBack);
        assertThat(queue.take(10)).isEmpty();

        // Within the 5 minutes in which the queue remembers their deduplication ids.
        cloud().sqs.startMessageMoveTask(r -> r.sourceArn(dead.arn()));

        List<Message> back = queue.take(10);
        assertThat(back).extracting(Message::body).containsExactly("1", "2", "3");
        assertThat(back)
                .allSatisfy(message -> assertThat(message.attributes())
                        .containsEntry(MESSAGE_GROUP_ID, "g")
                        .containsEntry(APPROXIMATE_RECEIVE_COUNT, "1"));
        assertThat(dead.peek()).isEmpty();
    }

    @Test
    default void aMessageMayBecomeADeadLetterAgainAndAgain() {
        var dead = cloud().fifoQueue();
        var queue = cloud().fifoQueue();
        queue.deadLettersTo(dead, 1);
        sendAndFail(queue, "stubborn");
        for (int i = 0; i < 3; i++) {
            assertThat(queue.take(1)).isEmpty();
            cloud().sqs.startMessageMoveTask(r -> r.sourceArn(dead.arn()));
            queue.giveBack(queue.receiveOne());
        }
        assertThat(queue.take(1)).isEmpty();
        assertThat(dead.receiveOne().body()).isEqualTo("stubborn");
    }

    @Test
    default void deadLettersOfAFifoQueueAreNotMovedToAStandardOne() {
        var dead = cloud().fifoQueue();
        cloud().fifoQueue().deadLettersTo(dead, 1);
        String standard = cloud().queue().arn();
        refused(
                "InvalidParameterValue",
                () -> cloud().sqs
                        .startMessageMoveTask(r -> r.sourceArn(dead.arn()).destinationArn(standard)));
    }
}
