package dev.entrega.messaging.topology;

import dev.entrega.messaging.ConfigurationException;
import java.util.stream.Stream;

/**
 * A queue of a service and the nets below it.
 *
 * @param deadLetterQueue where SQS moves what was received too often
 * @param undeliveredQueue where SNS puts what it could not deliver to the queue
 */
public record QueueNames(String queue, String deadLetterQueue, String undeliveredQueue) {

    /** SQS quotas. */
    private static final int MAX_LENGTH = 80;

    /** @throws ConfigurationException if a name is longer than SQS takes */
    public QueueNames {
        if (undeliveredQueue.length() > MAX_LENGTH) {
            throw new ConfigurationException(
                    "queue " + queue,
                    "would need the net " + undeliveredQueue + ", whose name is longer than " + MAX_LENGTH
                            + " characters",
                    "shorten the name of the lane, the service or the environment by "
                            + (undeliveredQueue.length() - MAX_LENGTH));
        }
    }

    static QueueNames of(String queue) {
        return of(queue, "");
    }

    /** @param suffix what each of the names ends with */
    static QueueNames of(String queue, String suffix) {
        return new QueueNames(queue + suffix, queue + "_dlq" + suffix, queue + "_undelivered" + suffix);
    }

    /** The nets before the queue that names them. */
    Stream<String> all() {
        return Stream.of(deadLetterQueue, undeliveredQueue, queue);
    }
}
