package dev.entrega.messaging.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * An error that somebody should see, without anything of what was worked on.
 *
 * @param place which part of the runtime says so
 * @param name of the handler, route or whatever failed at that place: a word of the code, never of the data
 * @param problem what went wrong in words of the code, as {@code failed} or a dead letter's reason
 * @param failure the exception, of which only types and stack frames leave the process
 * @param tags ids and names by which to search
 */
public record ErrorReport(
        Place place, String name, String problem, @Nullable Throwable failure, SequencedMap<String, String> tags) {

    /** Said of an event that came without a trace. */
    public static final String NO_TRACE = "none";

    /** Where errors come from. */
    public enum Place {
        HANDLER,
        ENDPOINT,
        JOB,
        RELAY,
        CONSUMER,
        COLLECTOR,
        HEALTH,
        START
    }

    public ErrorReport {
        tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tags));
    }

    public static ErrorReport of(Place place, String name, String problem, @Nullable Throwable failure) {
        return new ErrorReport(place, name, problem, failure, new LinkedHashMap<>());
    }

    /** This report with one tag more; with none more if there is no value. */
    public ErrorReport with(String tag, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(tags);
        more.put(tag, value);
        return new ErrorReport(place, name, problem, failure, more);
    }
}
