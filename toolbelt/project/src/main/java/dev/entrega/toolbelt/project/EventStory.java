package dev.entrega.toolbelt.project;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event in all services, by their databases.
 *
 * @param acceptedBy the service whose transaction it was written in; null if none of them published it through an outbox
 * @param publishedAt when the broker had confirmed it, null if it has not yet
 * @param parkedReason why the broker will never take it, null if that isn't so
 * @param steps in the order of their time
 */
public record EventStory(
        String id,
        String type,
        String subject,
        String source,
        @Nullable String acceptedBy,
        @Nullable Instant acceptedAt,
        @Nullable Instant publishedAt,
        @Nullable String parkedReason,
        List<Step> steps) {

    /** What a step is. */
    public enum What {
        /** Its effect stands. */
        HANDLED,
        /** It came again and was recognised. */
        DUPLICATE,
        /** It failed, and will be tried again. */
        ATTEMPT,
        /** It waits until nothing of its subject is before it any more. */
        HELD,
        /** It ended without an effect. */
        DEAD_LETTER,
        /** An operator has brought it back. */
        REDRIVEN,
        /** An operator has changed its data where it was a dead letter. */
        EDITED,
        /** An operator has taken what is personal out of what is kept of it. */
        ERASED,
        /** An operator has thrown it away. */
        DISCARDED
    }

    /**
     * One thing that happened to it.
     *
     * @param handler empty for what reached none
     * @param count how often, at least 1
     * @param detail of a failure or an operator, else empty
     */
    public record Step(String service, String handler, What what, int count, String detail, Instant at) {}
}
