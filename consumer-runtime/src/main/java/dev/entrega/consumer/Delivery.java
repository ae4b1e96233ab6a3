package dev.entrega.consumer;

import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.Origin;
import dev.entrega.messaging.TraceParent;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One received copy of an event on its way through a handler, or past all of them.
 *
 * @param derived whether it was made from a newer version of the event, which is under way too
 * @param origin where the event comes from
 */
record Delivery(EventKey key, String type, String subject, boolean derived, Origin origin, ReceivedMessage message) {

    /** @param handler its name, {@link EventKey#NO_HANDLER} if there is none */
    static Delivery of(CloudEvent event, String handler, ReceivedMessage message) {
        return new Delivery(
                EventKey.of(handler, event),
                event.type(),
                event.subject(),
                event.sending().derivedFrom() != null,
                origin(event, message),
                message);
    }

    /** Others may say the trace in an attribute alone, as tools do that know nothing of what is in a body. */
    private static Origin origin(CloudEvent event, ReceivedMessage message) {
        String correlation = event.correlationId() == null ? event.id() : event.correlationId();
        return event.traceparent() == null
                ? new Origin(message.attributes().get("traceparent"), null, correlation)
                : new Origin(event.traceparent(), event.tracestate(), correlation);
    }

    /** A message in which no event can be read. */
    static Delivery unreadable(ReceivedMessage message) {
        return new Delivery(
                new EventKey(EventKey.NO_HANDLER, "sqs", message.id()), "", "", false, Origin.NONE, message);
    }

    ErrorReport report(String problem, @Nullable Throwable failure) {
        String handler = key.handler().equals(EventKey.NO_HANDLER) ? "none" : key.handler();
        return ErrorReport.of(ErrorReport.Place.HANDLER, handler, problem, failure)
                .with("event.id", key.eventId())
                .with("event.type", type)
                .with("trace", trace().orElse(ErrorReport.NO_TRACE));
    }

    @Override
    public String toString() {
        return "event=" + key.eventId() + " type=" + type + " handler=" + key.handler() + " receive="
                + message.receiveCount() + trace().map(id -> " trace=" + id).orElse("");
    }

    private Optional<String> trace() {
        return TraceParent.traceId(origin.traceparent());
    }
}
