package dev.entrega.messaging;

import dev.entrega.contract.EventData;
import java.time.Instant;

/**
 * Says that something happened. Two ways to do it: {@link dev.entrega.messaging.outbox.Outbox} inside a transaction,
 * {@link
 * dev.entrega.messaging.publish.DirectPublisher} where there is no database. Thread-safe.
 */
public interface Publisher {

    /**
     * Publishes one event. Its id, time, source, correlation and causation come by themselves.
     *
     * @param subject the id of the resource that the event is about, 1 to 256 characters
     * @param data what the contract describes; the event's type is that of the record
     * @return the event as its readers will see it
     * @throws MessagingException if the data violates the contract, the event is larger than the limit, or its type is
     *     not declared with {@link Publishes}
     */
    <T extends EventData> Event<T> publish(String subject, T data);

    /**
     * A publisher of events that nobody is to handle any more from that time on: a reader that gets one then has a dead
     * letter of it instead. Where they are sent and how large they may be doesn't change.
     */
    Publisher expiringAt(Instant expiry);
}
