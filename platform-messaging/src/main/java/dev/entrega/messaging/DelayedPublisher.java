package dev.entrega.messaging;

import dev.entrega.contract.EventData;
import java.time.Instant;

/**
 * Publishes events also at a later time, which takes a database to keep them in until then: a service without one has no
 * bean of this type. Thread-safe.
 */
public interface DelayedPublisher extends Publisher {

    /**
     * Publishes one event at a time to come, or at once if it has passed. Committed now with the caller's transaction, it
     * leaves within a second of its time, and can be cancelled until then.
     *
     * @param time its readers' {@code publishtime}; the event's own time is that of this call
     * @return the event as its readers will see it; keep its id to cancel it by
     * @throws MessagingException as {@link #publish} does, and of an ordered noun, whose events leave in the order of their
     *     commits
     */
    <T extends EventData> Event<T> publishAt(Instant time, String subject, T data);

    /**
     * Takes an event back before its time, in the caller's transaction: if that rolls back, the event is sent after all.
     *
     * @return false if it is too late, or this service has no such event; its readers get it or have got it
     * @throws MessagingException also if the caller has no transaction
     */
    boolean cancel(String eventId);

    @Override
    DelayedPublisher expiringAt(Instant expiry);
}
