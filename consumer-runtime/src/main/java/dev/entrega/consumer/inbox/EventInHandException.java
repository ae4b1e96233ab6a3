package dev.entrega.consumer.inbox;

/** Another consumer has the event in hand, for longer than is waited for. Nobody's failure. */
public final class EventInHandException extends RuntimeException {

    EventInHandException(EventKey key, Throwable cause) {
        super("event " + key.eventId() + " is in hand of another consumer of handler " + key.handler(), cause);
    }
}
