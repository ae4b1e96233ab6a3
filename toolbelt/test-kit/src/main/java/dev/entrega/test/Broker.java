package dev.entrega.test;

import static org.awaitility.Awaitility.await;

import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.Origins;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.contract.Contracts;
import dev.entrega.messaging.publish.EventDraft;
import dev.entrega.messaging.topology.Topology;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The way from other services to the service's queue. Remembers what went over it. Thread-safe. */
final class Broker {

    /** Waiting to be received, in hand, and to be tried again later (SQS, GetQueueAttributes). */
    private static final List<String> SIZES = List.of(
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
            "ApproximateNumberOfMessagesDelayed");

    /** A test says in which version an event comes. */
    private static final Casts NO_CASTS = new Casts(List.of(), List.of());

    private final Service elsewhere;
    private final Resources resources;
    private final Topology topology;
    private final Contracts contracts;
    private final Clock clock;
    private final List<Delivered> sent = new CopyOnWriteArrayList<>();

    private Broker(Service elsewhere, Resources resources, Topology topology, Contracts contracts, Clock clock) {
        this.elsewhere = elsewhere;
        this.resources = resources;
        this.topology = topology;
        this.contracts = contracts;
        this.clock = clock;
    }

    static Broker of(ApplicationContext context) {
        var service = context.getBean(Service.class);
        return new Broker(
                new Service("elsewhere", service.environment()),
                context.getBean(Resources.class),
                context.getBean(Topology.class),
                context.getBean(Contracts.class),
                context.getBean(Clock.class));
    }

    <T extends EventData> Event<T> publish(String subject, T data) {
        var ready = new EventDraft(
                        elsewhere,
                        Set.of(data.eventType()),
                        contracts,
                        NO_CASTS,
                        clock,
                        new TimeOrderedIds(clock),
                        new Origins(List.of()))
                .complete(subject, data);
        var event = ready.event();
        var message = ready.copies().getFirst().message();
        var delivered = new Delivered(event.id(), event.source(), event.type().name(), event.subject(), message);
        send(delivered);
        sent.add(delivered);
        return event;
    }

    /** Returns when the broker has it, which is when the queue has it. */
    void send(Delivered event) {
        var result = resources
                .topic(topic(event))
                .publish(List.of(fresh(event.message())))
                .getFirst();
        if (!(result instanceof EntryResult.Confirmed)) {
            throw new IllegalStateException("the broker has not taken " + event + ": " + result);
        }
    }

    private String topic(Delivered event) {
        var names = topology.names();
        return event.message().fifo() == null
                ? names.topic(event.type())
                : names.orderedTopic(event.type().substring(0, event.type().indexOf('.')));
    }

    /** What is sent a second time is to arrive a second time, also where SNS would swallow it. */
    private static Message fresh(Message message) {
        var fifo = message.fifo();
        return fifo == null
                ? message
                : new Message(
                        message.body(),
                        message.attributes(),
                        new Fifo(fifo.group(), UUID.randomUUID().toString()));
    }

    /** What was published of a type, in its order. */
    List<Delivered> sent(EventType<?> type) {
        return sent.stream().filter(event -> event.type().equals(type.name())).toList();
    }

    /** Every delivery has ended, and SQS was told so. */
    void awaitEmptyQueue() {
        try {
            await().atMost(Progress.PATIENCE).pollInterval(Progress.POLL).until(() -> messages() == 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    messages() + " deliveries have not ended within " + Progress.PATIENCE.toSeconds()
                            + " s; the service's log says what becomes of each",
                    e);
        }
    }

    private long messages() {
        return topology.lanes()
                .queues()
                .map(queue -> topology.names().of(queue).queue())
                .map(queue -> resources.findQueue(queue).orElseThrow().attributes())
                .flatMap(attributes -> SIZES.stream().flatMap(size -> Stream.ofNullable(attributes.get(size))))
                .mapToLong(Long::parseLong)
                .sum();
    }
}
