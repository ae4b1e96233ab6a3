package dev.entrega.consumer;

import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Queue.Visibility;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;

/**
 * Tells SQS how deliveries ended, in batches. An acknowledgement that is lost costs a redelivery, which the inbox
 * recognises. Thread-safe.
 */
final class Acknowledgements {

    private final Batches<ReceivedMessage> deletes;
    private final Batches<Visibility> returns;

    Acknowledgements(Queue queue, ErrorReports reports) {
        deletes = new Batches<>(
                "delete",
                batch -> queue.delete(
                        batch.stream().map(ReceivedMessage::receipt).toList()),
                reports);
        returns = new Batches<>("give back", queue::changeVisibility, reports);
    }

    /** The delivery has ended: SQS may forget it. */
    void delete(ReceivedMessage message) {
        deletes.add(message);
    }

    /** The delivery has not ended: SQS hands the message out again after this time. */
    void giveBack(ReceivedMessage message, Duration after) {
        returns.add(new Visibility(message.receipt(), after));
    }

    /** Returns when everything is confirmed, or after twice the time. */
    void flush(Duration atMost) throws InterruptedException {
        deletes.flush(atMost);
        returns.flush(atMost);
    }
}
