package dev.entrega.toolbelt.queue;

import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Queue.Visibility;
import dev.entrega.messaging.aws.ReceivedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A look at some messages of a queue. SQS can show a message only by handing it out, so each look counts as a receive of
 * it; all is given back at once.
 */
final class Sample {

    /** Until it is given back. As long as a look lasts, should it be killed midway. */
    private static final Duration HIDDEN = Duration.ofSeconds(15);

    private Sample() {}

    /** Up to that many messages, as SQS gives them: in no order. */
    static List<ReceivedMessage> of(Queue queue, int limit) {
        var seen = new ArrayList<ReceivedMessage>();
        var ids = new HashSet<String>();
        try {
            while (seen.size() < limit) {
                var batch = queue.receive(Math.min(Queue.MAX_BATCH, limit - seen.size()), Duration.ZERO, HIDDEN);
                batch.stream().filter(message -> ids.add(message.id())).forEach(seen::add);
                if (batch.isEmpty()) {
                    break;
                }
            }
        } finally {
            giveBack(queue, seen);
        }
        return seen;
    }

    private static void giveBack(Queue queue, List<ReceivedMessage> seen) {
        for (int from = 0; from < seen.size(); from += Queue.MAX_BATCH) {
            queue.changeVisibility(seen.subList(from, Math.min(seen.size(), from + Queue.MAX_BATCH)).stream()
                    .map(message -> new Visibility(message.receipt(), Duration.ZERO))
                    .toList());
        }
    }
}
