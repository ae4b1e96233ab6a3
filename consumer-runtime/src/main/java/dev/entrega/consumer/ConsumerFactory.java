package dev.entrega.consumer;

import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.NetCollector;
import dev.entrega.consumer.declaration.DeclareReads;
import dev.entrega.consumer.lane.Gates;
import dev.entrega.consumer.lane.Needs;
import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.PlatformMigration;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.contract.Contracts;
import dev.entrega.messaging.health.Availability;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.runtime.Cleanup;
import dev.entrega.messaging.runtime.Settings;
import dev.entrega.messaging.topology.Names;
import dev.entrega.messaging.topology.QueueNames;
import dev.entrega.messaging.topology.Topology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The beans of consuming. What they do is in their classes; here is only what they are made of. */
@Factory
@Requires(condition = HandlesEvents.class)
final class ConsumerFactory {

    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    /** For a handler that was interrupted at its deadline. */
    private static final Duration ROLL_BACK = Duration.ofSeconds(30);

    /** Of a process that ends since one of its handlers doesn't. */
    private static final int STUCK_STATUS = 4;

    /** Known from the definitions alone: the topology needs them before the handlers may touch a database. */
    @Singleton
    HandledEvents handledEvents(BeanContext beans, Casts casts) {
        return new HandledEvents(beans.getBeanDefinitions(Qualifiers.byStereotype(Handles.class)).stream()
                .flatMap(definition -> declared(definition, typeOf(definition), casts))
                .toList());
    }

    /** One for each version: each has a topic of its own. */
    private static Stream<HandledEvents.Declared> declared(
            BeanDefinition<?> definition, EventType<?> type, Casts casts) {
        return Stream.concat(Stream.of(type), casts.olderThan(type.generated()).stream())
                .map(reading -> new HandledEvents.Declared(
                        nameOf(definition),
                        reading.generated(),
                        reading,
                        definition.getBeanType().getName(),
                        laneOf(definition)));
    }

    @Singleton
    Handlers handlers(BeanContext beans, Casts casts, HandledEvents handled, Contracts contracts) {
        handled.handlers()
                .forEach(handler -> contracts.readBy(handler.reading())); // What can't be is said at the start.
        return new Handlers(beans.getBeanDefinitions(Qualifiers.byStereotype(Handles.class)).stream()
                .<HandlerBinding<?>>map(definition -> binding(beans, definition, typeOf(definition), casts))
                .toList());
    }

    @Singleton
    DeliveryMetrics deliveryMetrics(MeterRegistry registry, HandledEvents handled, Clock clock) {
        return new DeliveryMetrics(registry, handled, clock);
    }

    @Singleton
    ConsumerSettings settings(Settings settings) {
        return ConsumerSettings.of(settings);
    }

    @Singleton
    BackOff backOff(ConsumerSettings settings) {
        return new BackOff(settings.retryBase(), LONGEST_BACK_OFF, RandomGenerator.getDefault());
    }

    @Singleton
    HandlerLimits handlerLimits(HandledEvents handled, ConsumerSettings settings, Settings all) {
        var names = handled.handlers().stream()
                .map(HandledEvents.Declared::handler)
                .collect(Collectors.toCollection(TreeSet::new));
        return HandlerLimits.of(all, names, settings.concurrency());
    }

    /** Stops after the consumer, whose last handlers it watches. */
    @Singleton
    @Order(1)
    Deadlines deadlines(HandlerLimits limits, ErrorReports reports) {
        return new Deadlines(
                limits, ROLL_BACK, () -> Thread.ofPlatform().start(() -> System.exit(STUCK_STATUS)), reports);
    }

    @Singleton
    LaneSettings laneSettings(HandledEvents handled, ConsumerSettings settings, Settings all) {
        return LaneSettings.of(all, handled.lanes(), settings.concurrency());
    }

    @Singleton
    Needs needs(BeanContext beans, @Nullable Availability availability) {
        var upstreams = new HashMap<String, Set<String>>();
        for (var definition : beans.getBeanDefinitions(Qualifiers.byStereotype(Handles.class))) {
            var needed = Set.of(definition.stringValues(Handles.class, "needs"));
            if (!needed.isEmpty() && laneOf(definition).equals(Lanes.MAIN)) {
                throw new ConfigurationException(
                        definition.getBeanType().getName(),
                        "needs " + needed + " and takes from the service's own queue, which must not stop for that",
                        "give it a queue of its own: @Handles(value = \"" + nameOf(definition)
                                + "\", lane = …, needs = …)");
            }
            upstreams.merge(laneOf(definition), needed, ConsumerFactory::union);
        }
        return new Needs(upstreams, availability);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    /** Starts before the consumers, which ask it. */
    @Singleton
    @Order(1)
    Gates gates(Transactions transactions, ErrorReports reports, MeterRegistry registry, Needs needs) {
        return new Gates(transactions, reports, registry, needs);
    }

    /** After the relay, so that it stops before it: what its last handlers publish is still sent. */
    @Singleton
    @Order(2)
    Consumers consumers(
            HandledEvents handled,
            ConsumerParts parts,
            Gates gates,
            LaneSettings lanes,
            HandlerLimits limits,
            ConsumerSettings settings,
            BackOff backOff,
            Topology topology,
            Resources resources,
            ErrorReports reports) {
        var places = new HashMap<String, Semaphore>(); // A lane's two queues share them.
        return new Consumers(
                handled.lanes()
                        .queues()
                        .map(declared -> {
                            String lane = declared.lane();
                            String queue = topology.names().of(declared).queue();
                            int concurrency = lanes.of(lane).concurrency();
                            return new Consumer(
                                    resources.queue(queue),
                                    lane.equals(Lanes.MAIN)
                                            ? gates.ofMain(queue)
                                            : gates.ofLane(
                                                    lane, queue, lanes.of(lane).perSecond()),
                                    parts.deliveries(lane, queue),
                                    limits,
                                    places.computeIfAbsent(lane, its -> new Semaphore(concurrency, true)),
                                    // Of a group one is handled and nine wait behind it: they are not to keep others
                                    // out.
                                    declared.ordered() ? concurrency * Queue.MAX_BATCH : concurrency,
                                    settings.pollWait(),
                                    topology.visibility(),
                                    backOff,
                                    reports);
                        })
                        .toList(),
                reports);
    }

    /** One of the processes of the service does it, whichever comes first. */
    @Singleton
    Cleanup inboxCleanup(Transactions transactions, ConsumerSettings settings, ErrorReports reports) {
        return new Cleanup(
                InboxCleanup.NAME,
                settings.cleanupInterval(),
                transactions,
                new InboxCleanup(settings.horizon()),
                Place.CONSUMER,
                reports);
    }

    @Singleton
    NetCollector netCollector(
            HandledEvents handled,
            Resources resources,
            Names names,
            Transactions transactions,
            Clock clock,
            ConsumerSettings settings,
            ErrorReports reports) {
        return new NetCollector(
                handled.lanes()
                        .queues()
                        .map(names::of)
                        .map(queue -> new NetCollector.Nets(
                                queue.queue(),
                                resources.queue(queue.deadLetterQueue()),
                                resources.queue(queue.undeliveredQueue())))
                        .toList(),
                transactions,
                new DeadLetters(),
                clock,
                settings.collectInterval(),
                reports);
    }

    @Singleton
    DeclareReads declareReads(
            HandledEvents handled, Contracts contracts, Transactions transactions, Resources resources, Names names) {
        return new DeclareReads(
                handled,
                contracts,
                transactions,
                resources,
                handled.lanes().queues().map(names::of).map(QueueNames::queue).toList());
    }

    @Singleton
    @Named("consumer")
    PlatformMigration migration() {
        return new PlatformMigration("consumer", "classpath:entrega/consumer/db");
    }

    private static EventType<?> typeOf(BeanDefinition<?> definition) {
        Class<?>[] arguments = definition.getTypeParameters(isBatch(definition) ? BatchHandler.class : Handler.class);
        if (arguments.length != 1 || !EventData.class.isAssignableFrom(arguments[0])) {
            throw new IllegalArgumentException(definition.getBeanType().getName()
                    + " does not say which event it handles: implement Handler<OrderPlacedV1> or"
                    + " BatchHandler<OrderPlacedV1>, with the generated record");
        }
        return EventType.of(arguments[0].asSubclass(EventData.class));
    }

    private static boolean isBatch(BeanDefinition<?> definition) {
        return BatchHandler.class.isAssignableFrom(definition.getBeanType());
    }

    @SuppressWarnings("unchecked") // The type was read from the handler's own type argument.
    private static <T extends EventData> HandlerBinding<T> binding(
            BeanContext beans, BeanDefinition<?> definition, EventType<T> type, Casts casts) {
        var older = casts.olderThan(type.generated());
        var bean = beans.getBean(definition);
        return isBatch(definition)
                ? new HandlerBinding<>(nameOf(definition), laneOf(definition), type, older, (BatchHandler<T>) bean)
                : new HandlerBinding<>(nameOf(definition), laneOf(definition), type, older, (Handler<T>) bean);
    }

    private static String laneOf(BeanDefinition<?> definition) {
        return definition.stringValue(Handles.class, "lane").orElse(Lanes.MAIN);
    }

    private static String nameOf(BeanDefinition<?> definition) {
        return definition.stringValue(Handles.class).orElseThrow();
    }
}
