package dev.entrega.consumer.inbox;

/**
 * One event in one handler. CloudEvents identity is source and id together, and foreign ids are any text; without the
 * handler's name, two handlers of an event would take it from each other.
 *
 * @param handler the stable name, {@link #NO_HANDLER} for what reached none
 */
public record EventKey(String handler, String source, String eventId) {

    /** For deliveries that could not be given to any handler. */
    public static final String NO_HANDLER = "";
}
