package dev.entrega.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work comes from, which goes along to all that follows from it: events that it publishes, and calls of
 * others. What a caller says is passed on as it came, or not at all; none of it is made up.
 *
 * @param traceparent the trace that it belongs to, and
 * @param tracestate what tracing systems have added to that, both as W3C Trace Context writes them
 * @param correlationId what all have in common that follows from one cause: visible ASCII, 128 characters at most
 */
public record Origin(
        @Nullable String traceparent,
        @Nullable String tracestate,
        @Nullable String correlationId) {

    /** The header in which a request says its correlation; those of its trace are called as they are here. */
    public static final String CORRELATION_HEADER = "X-Correlation-Id";

    public static final Origin NONE = new Origin(null, null, null);

    /** Whoever adds to it keeps at least so much (W3C Trace Context, 3.3.1.5). */
    private static final int MAX_STATE = 512;

    private static final int MAX_CORRELATION = 128;

    /** What is malformed or too long is left out, a state without its trace too. */
    public Origin {
        traceparent = TraceParent.traceId(traceparent).isPresent() ? traceparent : null;
        tracestate = traceparent != null && isText(tracestate, ' ', MAX_STATE) ? tracestate : null;
        correlationId = isText(correlationId, '!', MAX_CORRELATION) ? correlationId : null;
    }

    private static boolean isText(@Nullable String text, char first, int longest) {
        return text != null
                && !text.isBlank()
                && text.length() <= longest
                && text.chars().allMatch(character -> character >= first && character <= '~');
    }
}
