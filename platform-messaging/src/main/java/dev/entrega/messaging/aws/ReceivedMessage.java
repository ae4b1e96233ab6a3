package dev.entrega.messaging.aws;

import dev.entrega.messaging.Fifo;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One received copy of a message.
 *
 * @param id SQS's message id, of the copy in this queue; not the event's
 * @param receipt what acknowledges this very receive
 * @param receiveCount how often the queue has handed the message out, this time included
 * @param queue the name of the queue that handed it out
 * @param sentAt when the queue got it
 * @param fifo where it stands in the order of its queue, null if that has none
 */
public record ReceivedMessage(
        String id,
        String receipt,
        String queue,
        String body,
        Map<String, String> attributes,
        int receiveCount,
        Instant sentAt,
        @Nullable Fifo fifo) {

    /** Of a queue without order. */
    public ReceivedMessage(
            String id,
            String receipt,
            String queue,
            String body,
            Map<String, String> attributes,
            int receiveCount,
            Instant sentAt) {
        this(id, receipt, queue, body, attributes, receiveCount, sentAt, null);
    }
}
