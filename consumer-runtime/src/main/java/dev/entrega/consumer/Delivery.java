package dev.entrega.consumer;

import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.TraceParent;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReport;
import org.jspecify.annotations.Nullable;

/**
 * One received copy of an event on its way through a handler, or past all of them.
 *
 * @param derived whether it was made from a newer version of the event, which is under way too
 * @param trace the id of the trace that the event came with
 */
record Delivery(
        EventKey key,
        String type,
        String subject,
        boolean derived,
        @Nullable String trace,
        ReceivedMessage message) {

    /** @param handler its name, {@link EventKey#NO_HANDLER} if there is none */
    static Delivery of(CloudEvent event, String handler, ReceivedMessage message) {
        return new Delivery(
                EventKey.of(handler, event),
                event.type(),
                event.subject(),
                event.sending().derivedFrom() != null,
                TraceParent.traceId(event.traceparent())
                        .or(() -> TraceParent.traceId(message.attributes().get("traceparent")))
                        .orElse(null),
                message);
    }

    /** A message in which no event can be read. */
    static Delivery unreadable(ReceivedMessage message) {
        return new Delivery(new EventKey(EventKey.NO_HANDLER, "sqs", message.id()), "", "", false, null, message);
    }

    ErrorReport report(String problem, @Nullable Throwable failure) {
        String handler = key.handler().equals(EventKey.NO_HANDLER) ? "none" : key.handler();
        return ErrorReport.of(ErrorReport.Place.HANDLER, handler, problem, failure)
                .with("event.id", key.eventId())
                .with("event.type", type)
                .with("trace", trace == null ? ErrorReport.NO_TRACE : trace);
    }

    @Override
    public String toString() {
        return "event=" + key.eventId() + " type=" + type + " handler=" + key.handler() + " receive="
                + message.receiveCount() + (trace == null ? "" : " trace=" + trace);
    }
}
