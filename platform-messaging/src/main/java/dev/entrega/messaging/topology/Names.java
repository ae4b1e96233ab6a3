package dev.entrega.messaging.topology;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.Service;

/**
 * What topics and queues are called. A topic belongs to its event type and not to a service; a queue belongs to a
 * service. Nothing takes a name apart again.
 */
public record Names(Service service) {

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

    /** Where SQS moves what was received too often. */
    public String deadLetterQueue() {
        return queue() + "_dlq";
    }

    /** Where SNS puts what it could not deliver to the queue. */
    public String undeliveredQueue() {
        return queue() + "_undelivered";
    }
}
