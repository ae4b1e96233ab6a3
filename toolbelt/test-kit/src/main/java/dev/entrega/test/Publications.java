package dev.entrega.test;

import static org.awaitility.Awaitility.await;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.contract.Contracts;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** What the service itself publishes, read from its outbox. */
final class Publications {

    /** What has a queue is a redriven dead letter, which is not published again. */
    private static final String OURS = " FROM entrega.outbox WHERE type = ? AND source = ? AND queue IS NULL";

    private final TestDatabase database;
    private final Contracts contracts;
    private final String source;
    private final CloudEventFormat format = new CloudEventFormat();

    private Publications(TestDatabase database, Contracts contracts, String source) {
        this.database = database;
        this.contracts = contracts;
        this.source = source;
    }

    static Publications of(ApplicationContext context, TestDatabase database) {
        return new Publications(
                database,
                context.getBean(Contracts.class),
                context.getBean(Service.class).source());
    }

    /** All that the broker has confirmed, when it has confirmed everything that is committed by now. */
    <T extends EventData> List<Event<T>> confirmed(EventType<T> type) {
        String open = "SELECT count(*)" + OURS + " AND published_at IS NULL AND parked_reason IS NULL";
        try {
            await().atMost(Progress.PATIENCE)
                    .pollInterval(Progress.POLL)
                    .until(() -> database.count(open, type.name(), source) == 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    database.count(open, type.name(), source) + " events of type " + type
                            + " are committed and were not confirmed by the broker within "
                            + Progress.PATIENCE.toSeconds() + " s; the relay's lines in the service's log say why",
                    e);
        }
        requireNoneParked(type);
        return bodies(type).stream().map(body -> event(type, body)).toList();
    }

    private void requireNoneParked(EventType<?> type) {
        var parked = database.rows(
                "SELECT subject, parked_reason" + OURS + " AND parked_reason IS NOT NULL", type.name(), source);
        if (!parked.isEmpty()) {
            throw new AssertionError("the broker will never take " + type + " (subject|reason): " + parked);
        }
    }

    /** What was published of a type and is on its way back to the service, if it handles that type. */
    List<Delivered> ofType(EventType<?> type) {
        return bodies(type).stream().map(body -> delivered(type, body)).toList();
    }

    private List<String> bodies(EventType<?> type) {
        return database.rows("SELECT body" + OURS + " ORDER BY position", type.name(), source);
    }

    private Delivered delivered(EventType<?> type, String body) {
        CloudEvent event = format.read(body);
        var attributes = CloudEventFormat.attributes(event.type(), event.source(), event.subject());
        return new Delivered(
                event.id(),
                event.source(),
                event.type(),
                event.subject(),
                new Message(
                        body,
                        attributes,
                        type.ordered() ? Fifo.of(Fifo.group(event.subject()), event.id(), event.type()) : null));
    }

    private <T extends EventData> Event<T> event(EventType<T> type, String body) {
        CloudEvent event = format.read(body);
        return new Event<>(
                event.id(),
                type,
                event.source(),
                event.subject(),
                event.time(),
                event.correlationId() == null ? event.id() : event.correlationId(),
                event.causationId(),
                contracts.bind(type, event.data()));
    }
}
