package dev.entrega.messaging.topology;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Service;

/**
 * What topics and queues are called. A topic belongs to its event type and not to a service; a queue belongs to a
 * service. Nothing takes a name apart again.
 */
public record Names(Service service) {

    private static final String LANE = "_lane_";

    public String topic(EventType<?> type) {
        return topic(type.name());
    }

    /** @param type as {@code order.placed.v1} */
    public String topic(String type) {
        return service.environment() + "_" + type.replace('.', '_');
    }

    public String queue() {
        return service.environment() + "_" + service.name();
    }

    /** The service's queue with its nets. */
    public QueueNames main() {
        return QueueNames.of(queue());
    }

    /**
     * A further queue of the service.
     *
     * @param lane its name, {@link Lanes#MAIN} for the service's own queue
     */
    public QueueNames lane(String lane) {
        return lane.equals(Lanes.MAIN) ? main() : QueueNames.of(queue() + LANE + lane);
    }

    /** Whether a queue is one that the service receives from. */
    public boolean isOfService(String queue) {
        return queue.equals(queue()) || (queue.startsWith(queue() + LANE) && !isNet(queue));
    }

    /** Whether a queue is a net below one of the service's. */
    public boolean isNet(String queue) {
        return queue.equals(deadLetterQueue())
                || queue.equals(undeliveredQueue())
                || (queue.startsWith(queue() + LANE) && (queue.endsWith("_dlq") || queue.endsWith("_undelivered")));
    }

    /** Where SQS moves what was received too often. */
    public String deadLetterQueue() {
        return main().deadLetterQueue();
    }

    /** Where SNS puts what it could not deliver to the queue. */
    public String undeliveredQueue() {
        return main().undeliveredQueue();
    }
}
