package dev.entrega.messaging;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact that has happened, with the identity that makes it the same fact wherever and however often it arrives.
 *
 * @param id unique together with {@code source} (CloudEvents 1.0); ours are UUIDv7, foreign ones any text
 * @param type what happened, and which record carries its data
 * @param source the service that says so, as {@code /orders-api}
 * @param subject the id of the resource it is about
 * @param time when it happened, to the millisecond
 * @param correlationId the id of the first event of the story, its own id if it is the first
 * @param causationId the id of the event in whose handler it was published, if in one
 * @param data what the contract describes
 */
public record Event<T extends EventData>(
        String id,
        EventType<T> type,
        String source,
        String subject,
        Instant time,
        String correlationId,
        @Nullable String causationId,
        T data) {

    /** The same fact as another version tells it. */
    public <V extends EventData> Event<V> in(EventType<V> version, V itsData) {
        return new Event<>(id, version, source, subject, time, correlationId, causationId, itsData);
    }

    /**
     * A key for what the current handler does outside of its database: the same however often the event is delivered, so
     * that a partner recognises what it has done already.
     *
     * @param step what is done, unique in the handler, as {@code invoice}
     * @throws IllegalStateException outside of a handler
     */
    public String token(String step) {
        if (!CurrentEvent.HANDLER.isBound()) {
            throw new IllegalStateException("a token belongs to a step of a handler, and none runs here");
        }
        return id + ":" + CurrentEvent.HANDLER.get() + ":" + step;
    }
}
