package dev.entrega.messaging.publish;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.NotConfirmedException;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Sending;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.topology.Names;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Publishes at once, where there is no database to commit the event with: returns when SNS has confirmed it, so a caller
 * that hears of success can rely on it. Calls that come at the same moment share a batch. Thread-safe.
 */
public final class DirectPublisher implements Publisher {

    private final EventDraft draft;
    private final Resources resources;
    private final Names names;
    private final Map<EventType<?>, SharedBatches> topics;
    private final Sending sending;

    public DirectPublisher(EventDraft draft, Resources resources, Names names) {
        this(draft, resources, names, new ConcurrentHashMap<>(), Sending.PLAIN);
    }

    private DirectPublisher(
            EventDraft draft,
            Resources resources,
            Names names,
            Map<EventType<?>, SharedBatches> topics,
            Sending sending) {
        this.draft = draft;
        this.resources = resources;
        this.names = names;
        this.topics = topics;
        this.sending = sending;
    }

    @Override
    public Publisher expiringAt(Instant expiry) {
        return new DirectPublisher(draft, resources, names, topics, sending.until(expiry));
    }

    /** @throws NotConfirmedException if SNS has not confirmed the event: it may or may not have been published */
    @Override
    public <T extends EventData> Event<T> publish(String subject, T data) {
        var ready = draft.complete(subject, data, sending);
        ready.copies().forEach(copy -> send(ready.event(), copy));
        return ready.event();
    }

    private void send(Event<?> event, EventDraft.Copy copy) {
        var batches = topics.computeIfAbsent(
                copy.type(), type -> new SharedBatches(resources.topic(names.topic(type))::publish));
        switch (batches.send(copy.message())) {
            case EntryResult.Confirmed confirmed -> {}
            case EntryResult.ServerFault fault ->
                throw new NotConfirmedException("event " + event.id() + " of type " + copy.type()
                        + " was not confirmed (" + fault.code() + "): publish it again when the broker answers");
            case EntryResult.SenderFault fault ->
                throw new NotConfirmedException("event " + event.id() + " of type " + copy.type()
                        + " was refused by SNS (" + fault.code() + "): " + fault.detail());
        }
    }
}
