package dev.entrega.messaging.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.CurrentEvent;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Origin;
import dev.entrega.messaging.Origins;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import dev.entrega.messaging.RepeatableIds;
import dev.entrega.messaging.Sending;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.UnpublishableEventException;
import dev.entrega.messaging.contract.Contracts;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    private final Casts casts;
    private final Clock clock;
    private final TimeOrderedIds ids;
    private final Origins origins;

    /**
     * @param published the types that the service's code declares with {@link Publishes}
     * @throws MessagingException if two versions of a type are declared, and nothing makes the older from the newer
     */
    public EventDraft(
            Service service,
            Set<EventType<?>> published,
            Contracts contracts,
            Casts casts,
            Clock clock,
            TimeOrderedIds ids,
            Origins origins) {
        this.service = service;
        this.published = Set.copyOf(published);
        this.contracts = contracts;
        this.casts = casts;
        this.format = new CloudEventFormat();
        this.clock = clock;
        this.ids = ids;
        this.origins = origins;
        published.forEach(this::requireAWayDown);
    }

    /**
     * An event that is ready to be sent.
     *
     * @param copies itself, then the same event in each older version that the service declares
     */
    public record Ready<T extends EventData>(Event<T> event, List<Copy> copies) {}

    /** An event in one version, as it is sent to the topic of that. */
    public record Copy(EventType<?> type, Message message) {}

    /** @throws MessagingException as {@link Publisher#publish} says */
    public <T extends EventData> Ready<T> complete(String subject, T data) {
        return complete(subject, data, Sending.PLAIN);
    }

    /**
     * The same.
     *
     * @param sending what is said of all its copies
     * @throws MessagingException as {@link Publisher#publish} says
     */
    public <T extends EventData> Ready<T> complete(String subject, T data, Sending sending) {
        @SuppressWarnings("unchecked") // a record's own type constant carries the record's class
        var type = (EventType<T>) data.eventType();
        requireDeclared(type);
        requireSubject(type, subject);
        var origin = origins.current();
        var event = event(type, subject, data, origin);
        var copies = new ArrayList<Copy>();
        copies.add(copy(event, sending, origin));
        older(data).forEach(older -> copies.add(copy(in(event, older), sending.asCopyOf(type.name()), origin)));
        return new Ready<>(event, List.copyOf(copies));
    }

    /** The data in the older versions that are declared, the newest first. */
    private List<EventData> older(EventData data) {
        var older = new ArrayList<EventData>();
        for (var next = step(data); next.isPresent(); next = step(next.get())) {
            older.add(next.get());
        }
        return older;
    }

    private Optional<EventData> step(EventData data) {
        return casts.madeFrom(data.eventType()).filter(published::contains).flatMap(older -> casts.down(data));
    }

    private <T extends EventData> Copy copy(Event<T> event, Sending sending, Origin origin) {
        JsonNode checked = contracts.check(event.type(), event.data());
        var message = format.write(event, checked, sending, origin);
        if (message.bytes() > MAX_BYTES) {
            throw new UnpublishableEventException("event of type " + event.type() + " for subject " + event.subject()
                    + " takes "
                    + message.bytes() + " bytes with its attributes, the limit is " + MAX_BYTES
                    + "; store the large part elsewhere and publish a reference to it");
        }
        return new Copy(event.type(), message);
    }

    private static Event<EventData> in(Event<?> event, EventData older) {
        @SuppressWarnings("unchecked") // a record's own type constant carries the record's class
        var version = (EventType<EventData>) older.eventType();
        return event.in(version, older);
    }

    private <T extends EventData> Event<T> event(EventType<T> type, String subject, T data, Origin origin) {
        String id =
                RepeatableIds.CURRENT.isBound() ? RepeatableIds.CURRENT.get().next(type, subject) : ids.next();
        var cause = CurrentEvent.find();
        return new Event<>(
                id,
                type,
                service.source(),
                subject,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                cause.map(Event::correlationId)
                        .or(() -> Optional.ofNullable(origin.correlationId()))
                        .orElse(id),
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

    /** Published by hand, the two would be two events, and who reads both would handle both. */
    private void requireAWayDown(EventType<?> type) {
        published.stream()
                .filter(newer ->
                        newer.noun().equals(type.noun()) && newer.action().equals(type.action()))
                .filter(newer -> newer.major() > type.major())
                .min(Comparator.comparingInt(EventType::major))
                .filter(newer -> !casts.madeFrom(newer).equals(Optional.of(type)))
                .ifPresent(newer -> {
                    throw new MessagingException(service.name() + " declares that it publishes " + newer + " and "
                            + type + ", but nothing makes the older from the newer; write a Downcaster beside the"
                            + " contracts and name it in META-INF/services/dev.entrega.contract.Downcaster");
                });
    }

    private static void requireSubject(EventType<?> type, String subject) {
        if (subject.isBlank() || subject.length() > MAX_SUBJECT || !CloudEventFormat.isSendable(subject)) {
            throw new UnpublishableEventException("an event of type " + type + " needs a subject of 1 to " + MAX_SUBJECT
                    + " printable characters: the id of the resource it is about");
        }
    }
}
