package dev.entrega.messaging;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace that an event or a request belongs to, as W3C Trace Context writes it in {@code traceparent}. */
public final class TraceParent {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private static final String INVALID = "0".repeat(32);

    private TraceParent() {}

    /** The trace's id, 32 hex digits; none if there is no {@code traceparent} or it is malformed. */
    public static Optional<String> traceId(@Nullable String traceparent) {
        if (traceparent == null) {
            return Optional.empty();
        }
        var matcher = FORM.matcher(traceparent);
        return matcher.matches() && !matcher.group(1).equals(INVALID)
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }
}
