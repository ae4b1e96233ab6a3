package dev.entrega.messaging.topology;

import dev.entrega.contract.EventName;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Lanes.LaneQueue;
import dev.entrega.messaging.Service;
import java.util.Set;

/**
 * What topics and queues are called. A topic belongs to its event type and not to a service; a queue belongs to a
 * service. Nothing takes a name apart again.
 */
public record Names(Service service) {

    private static final String LANE = "_lane_";

    /** All types of an ordered noun share one, since SNS keeps no order across topics. */
    public String topic(EventType<?> type) {
        return topic(service.environment(), new EventName(type.noun(), type.action(), type.major()), type.ordered());
    }

    /** The same for who knows the contract alone. */
    public static String topic(String environment, EventName type, boolean ordered) {
        return environment + "_" + (ordered ? type.noun() + Fifo.SUFFIX : underscored(type.toString()));
    }

    /**
     * Which topic a type has, for who sees the topics and no contract.
     *
     * @param type as {@code order.placed.v1}
     * @param topics what there is
     * @return its own if there is none of its noun
     */
    public static String topic(String environment, String type, Set<String> topics) {
        int dot = type.indexOf('.');
        String ordered = environment + "_" + (dot < 0 ? type : type.substring(0, dot)) + Fifo.SUFFIX;
        String own = environment + "_" + underscored(type);
        return !topics.contains(own) && topics.contains(ordered) ? ordered : own;
    }

    private static String underscored(String type) {
        return type.replace('.', '_');
    }

    /** @param type as {@code order.placed.v1}, of a noun that is not ordered */
    public String topic(String type) {
        return service.environment() + "_" + underscored(type);
    }

    /** The FIFO topic of an ordered noun. */
    public String orderedTopic(String noun) {
        return service.environment() + "_" + noun + Fifo.SUFFIX;
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

    /** One of the service's queues, with its nets. */
    public QueueNames of(LaneQueue queue) {
        return queue.ordered() ? QueueNames.of(lane(queue.lane()).queue(), Fifo.SUFFIX) : lane(queue.lane());
    }

    /** Whether a queue is one that the service receives from. */
    public boolean isOfService(String queue) {
        String plain = withoutSuffix(queue);
        return plain.equals(queue()) || (plain.startsWith(queue() + LANE) && !isNet(queue));
    }

    /** Whether a queue is a net below one of the service's. */
    public boolean isNet(String queue) {
        String plain = withoutSuffix(queue);
        return plain.equals(deadLetterQueue())
                || plain.equals(undeliveredQueue())
                || (plain.startsWith(queue() + LANE) && (plain.endsWith("_dlq") || plain.endsWith("_undelivered")));
    }

    private static String withoutSuffix(String queue) {
        return Fifo.isName(queue) ? queue.substring(0, queue.length() - Fifo.SUFFIX.length()) : queue;
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
