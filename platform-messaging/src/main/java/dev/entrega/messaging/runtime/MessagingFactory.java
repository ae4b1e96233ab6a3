package dev.entrega.messaging.runtime;

import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.DelayedPublisher;
import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Origins;
import dev.entrega.messaging.PlatformMigration;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.contract.Contracts;
import dev.entrega.messaging.outbox.Destination;
import dev.entrega.messaging.outbox.Outbox;
import dev.entrega.messaging.outbox.OutboxRelay;
import dev.entrega.messaging.outbox.OutboxTable;
import dev.entrega.messaging.outbox.OutboxUpkeep;
import dev.entrega.messaging.outbox.OutboxVital;
import dev.entrega.messaging.outbox.WakeUp;
import dev.entrega.messaging.publish.DirectPublisher;
import dev.entrega.messaging.publish.EventDraft;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.topology.Names;
import dev.entrega.messaging.topology.Sentinel;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The beans of publishing and topology. What they do is in their classes; here is only what they are made of. */
@Factory
final class MessagingFactory {

    /** How soon an outbox that is late is noticed. */
    private static final Duration UPKEEP = Duration.ofSeconds(10);

    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    Service service(
            @Property(name = "entrega.service") @Nullable String name,
            @Property(name = "entrega.env", defaultValue = "dev") String environment) {
        return new Service(name == null ? "" : name, environment);
    }

    @Singleton
    Names names(Service service) {
        return new Names(service);
    }

    @Singleton
    Contracts contracts(MeterRegistry registry) {
        return new Contracts(registry);
    }

    @Singleton
    Topology topology(Service service, BeanContext beans, @Nullable HandledEvents handled, Settings settings) {
        return new Topology(
                service,
                published(beans),
                handled == null ? Lanes.main(Set.of()) : handled.lanes(),
                settings.duration("entrega.queue.visibility", "30s"));
    }

    @Singleton
    TopologyPlanner topologyPlanner(Resources resources, Sentinel sentinel) {
        return new TopologyPlanner(resources, sentinel);
    }

    @Singleton
    Sentinel sentinel(Clock clock) {
        return new Sentinel(clock);
    }

    @Singleton
    Casts casts() {
        return Casts.onClassPath();
    }

    @Singleton
    Origins origins(List<Origins.Source> sources) {
        return new Origins(sources);
    }

    @Singleton
    EventDraft eventDraft(
            Topology topology, Contracts contracts, Casts casts, Clock clock, TimeOrderedIds ids, Origins origins) {
        topology.requireRights(); // Also for what publishes before the service has begun.
        return new EventDraft(topology.service(), topology.published(), contracts, casts, clock, ids, origins);
    }

    @Singleton
    @Requires(missingBeans = DataSource.class)
    Publisher directPublisher(EventDraft draft, Resources resources, Names names) {
        return new DirectPublisher(draft, resources, names);
    }

    @Singleton
    @Requires(beans = DataSource.class)
    DelayedPublisher outbox(
            EventDraft draft, OutboxTable table, TransactionOperations<Connection> transactions, WakeUp relay) {
        return new Outbox(draft, table, transactions, relay);
    }

    @Singleton
    DatabaseSettings databaseSettings(Settings settings) {
        return DatabaseSettings.of(settings);
    }

    @Singleton
    RelaySettings relaySettings(Settings settings) {
        return RelaySettings.of(settings);
    }

    @Singleton
    OutboxTable outboxTable() {
        return new OutboxTable();
    }

    @Singleton
    WakeUp wakeUp() {
        return new WakeUp();
    }

    @Singleton
    @Requires(beans = DataSource.class)
    @Requires(property = RelaySettings.RELAY, notEquals = RelaySettings.OUTSIDE)
    OutboxRelay outboxRelay(
            OutboxTable table,
            Transactions transactions,
            Resources resources,
            Names names,
            WakeUp wakeUp,
            RelaySettings relaySettings,
            ErrorReports reports) {
        return new OutboxRelay(
                table,
                transactions,
                (destination, messages) -> switch (destination) {
                    case Destination.OfType to ->
                        resources.topic(names.topic(to.type())).publish(messages);
                    case Destination.OfNoun to ->
                        resources.topic(names.orderedTopic(to.noun())).publish(messages);
                    case Destination.OfQueue to -> resources.queue(to.queue()).send(messages);
                },
                wakeUp,
                relaySettings.policy(),
                reports);
    }

    @Singleton
    @Requires(beans = OutboxRelay.class)
    OutboxVital outboxVital(Service service, RelaySettings relaySettings, MeterRegistry registry) {
        return new OutboxVital(service, relaySettings.policy(), registry);
    }

    @Singleton
    @Requires(beans = OutboxRelay.class)
    OutboxUpkeep outboxUpkeep(
            OutboxTable table, Transactions transactions, OutboxVital vital, RelaySettings relaySettings) {
        return new OutboxUpkeep(table, transactions, vital, relaySettings.policy(), UPKEEP);
    }

    @Singleton
    PlatformMigration migration() {
        return new PlatformMigration("messaging", "classpath:entrega/messaging/db");
    }

    private static Set<EventType<?>> published(BeanContext beans) {
        return beans.getBeanDefinitions(Qualifiers.byStereotype(Publishes.class)).stream()
                .flatMap(definition -> Stream.<Class<?>>of(definition.classValues(Publishes.class)))
                .<EventType<?>>map(type -> publishable(EventType.of(type.asSubclass(EventData.class))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static EventType<?> publishable(EventType<?> type) {
        if (type.isView()) {
            throw new MessagingException(type.dataType().getName() + " is a view of " + type
                    + ", which is read and never published; declare the generated record, "
                    + type.generated().dataType().getSimpleName() + ".class");
        }
        return type;
    }
}
