package dev.entrega.messaging.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.CurrentEvent;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.contract.Contracts;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * The first step of every publication: completes what the user gave to a whole event, checks it against its contract
 * and its limits, and writes it as a message. Thread-safe.
 */
public final class EventDraft {

    /** SNS's limit for a message with its attributes, 256 KiB (Amazon SNS quotas). */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_SUBJECT = 256;

    private final Service service;
    private final Set<EventType<?>> published;
    private final Contracts contracts;
    private final CloudEventFormat format;
    private final Clock clock;
    private final TimeOrderedIds ids;

    /** @param published the types that the service's code declares with {@link Publishes} */
    public EventDraft(
            Service service, Set<EventType<?>> published, Contracts contracts, Clock clock, TimeOrderedIds ids) {
        this.service = service;
        this.published = Set.copyOf(published);
        this.contracts = contracts;
        this.format = new CloudEventFormat();
        this.clock = clock;
        this.ids = ids;
    }

    /** An event that is ready to be sent, in both its forms. */
    public record Ready<T extends EventData>(Event<T> event, Message message) {}

    /** @throws MessagingException as {@link Publisher#publish} says */
    public <T extends EventData> Ready<T> complete(String subject, T data) {
        @SuppressWarnings("unchecked") // a record's own type constant carries the record's class
        var type = (EventType<T>) data.eventType();
        requireDeclared(type);
        requireSubject(type, subject);
        JsonNode checked = contracts.check(type, data);
        var event = event(type, subject, data);
        var message = format.write(event, checked);
        if (message.bytes() > MAX_BYTES) {
            throw new MessagingException("event of type " + type + " for subject " + subject + " takes "
                    + message.bytes() + " bytes with its attributes, the limit is " + MAX_BYTES
                    + "; store the large part elsewhere and publish a reference to it");
        }
        return new Ready<>(event, message);
    }

    private <T extends EventData> Event<T> event(EventType<T> type, String subject, T data) {
        String id = ids.next();
        var cause = CurrentEvent.find();
        return new Event<>(
                id,
                type,
                service.source(),
                subject,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                cause.map(Event::correlationId).orElse(id),
                cause.map(Event::id).orElse(null),
                data);
    }

    private void requireDeclared(EventType<?> type) {
        if (!published.contains(type)) {
            throw new MessagingException("no bean of " + service.name() + " declares that it publishes " + type
                    + ", so its topic may not exist; add @Publishes("
                    + type.dataType().getSimpleName() + ".class) to the class that publishes it");
        }
    }

    private static void requireSubject(EventType<?> type, String subject) {
        if (subject.isBlank() || subject.length() > MAX_SUBJECT || !CloudEventFormat.isSendable(subject)) {
            throw new MessagingException("an event of type " + type + " needs a subject of 1 to " + MAX_SUBJECT
                    + " printable characters: the id of the resource it is about");
        }
    }
}
