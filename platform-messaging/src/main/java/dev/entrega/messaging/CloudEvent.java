package dev.entrega.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was read from the wire, before its contract is known: CloudEvents 1.0 with the extensions that the
 * platform uses. Foreign ids and sources are any text.
 *
 * @param sending what the platform says of it
 */
public record CloudEvent(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent,
        @Nullable String tracestate,
        Sending sending,
        JsonNode data) {

    /** Since when it may have been handled: what its age counts from. */
    public Instant firstPublished() {
        var stamped = sending.publishTime();
        return stamped == null ? time : stamped;
    }
}
