package dev.entrega.consumer;

import dev.entrega.contract.EventData;
import dev.entrega.messaging.Event;

/**
 * What a service does when an event arrives. Named by {@link Handles}.
 *
 * <p>It runs inside the transaction in which the runtime has claimed the event: what it writes through the service's
 * data source and publishes through the {@link dev.entrega.messaging.Publisher} is committed together with the claim,
 * or not at all. It may run more than once, its effect stands once. Called by many virtual threads at a time.
 */
@FunctionalInterface
public interface Handler<T extends EventData> {

    /**
     * Handles one event.
     *
     * @return how the delivery ends
     * @throws Exception any exception rolls back and is a retry by the service's policy
     */
    Outcome handle(Event<T> event) throws Exception;
}
