package dev.entrega.messaging.aws;

import java.time.Instant;
import java.util.Map;

/**
 * One received copy of a message.
 *
 * @param id SQS's message id, of the copy in this queue; not the event's
 * @param receipt what acknowledges this very receive
 * @param receiveCount how often the queue has handed the message out, this time included
 * @param queue the name of the queue that handed it out
 * @param sentAt when the queue got it
 */
public record ReceivedMessage(
        String id,
        String receipt,
        String queue,
        String body,
        Map<String, String> attributes,
        int receiveCount,
        Instant sentAt) {}
