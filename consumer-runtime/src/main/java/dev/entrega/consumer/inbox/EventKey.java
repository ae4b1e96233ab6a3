package dev.entrega.consumer.inbox;

import dev.entrega.messaging.CloudEvent;

/**
 * One event in one handler. CloudEvents identity is source and id together, and foreign ids are any text; without the
 * handler's name, two handlers of an event would take it from each other.
 *
 * @param handler the stable name, {@link #NO_HANDLER} for what reached none
 */
public record EventKey(String handler, String source, String eventId) {

    /** For deliveries that could not be given to any handler. */
    public static final String NO_HANDLER = "";

    /** An event that a replay is to have handled again is another one, for the inbox: once for each replay. */
    public static EventKey of(String handler, CloudEvent event) {
        var sending = event.sending();
        String id = sending.rerun() ? event.id() + "#" + sending.replayId() : event.id();
        return new EventKey(handler, event.source(), id);
    }
}
