package dev.entrega.consumer;

import dev.entrega.contract.EventData;
import dev.entrega.messaging.Event;
import java.util.List;

/**
 * Handles events several at a time, in one transaction: where each alone would cost a statement, several can share one.
 * Named with {@link Handles}, as a {@link Handler} is, and with the same promise: each event has its effect once. If the
 * batch fails, its events are handled one by one, so that one that can't be handled keeps no other back.
 *
 * <p>How many events come together depends on how many wait: 1 to 10. What it publishes begins a story of its own, unless
 * the batch is of one event.
 */
@FunctionalInterface
public interface BatchHandler<T extends EventData> {

    /**
     * Handles events that have not been handled yet, in the order in which they were received.
     *
     * @param events at least one
     * @return how all of their deliveries end; for one event alone as for a {@link Handler}, for more than one anything but
     *     done means that they are handled one by one
     * @throws Exception any exception rolls back; for one event alone it is a retry by the service's policy
     */
    Outcome handle(List<Event<T>> events) throws Exception;
}
