package dev.entrega.messaging.runtime;

import dev.entrega.contract.data.SchemaPaths;
import dev.entrega.messaging.HandledEvents;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.contract.Contracts;
import dev.entrega.messaging.runtime.ServiceDescription.Handled;
import dev.entrega.messaging.runtime.ServiceDescription.Published;
import dev.entrega.messaging.runtime.ServiceDescription.ServiceQueue;
import dev.entrega.messaging.topology.Topology;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes a service from its declarations alone: no broker and no database is asked. */
@Singleton
final class Description {

    private final Topology topology;
    private final @Nullable HandledEvents handled;
    private final Settings settings;
    private final BeanProvider<PlatformSettings> groups;
    private final Contracts contracts;
    private final boolean database;

    Description(
            Topology topology,
            @Nullable HandledEvents handled,
            Settings settings,
            BeanProvider<PlatformSettings> groups,
            Contracts contracts,
            @Property(name = "database.url") @Nullable String database) {
        this.topology = topology;
        this.handled = handled;
        this.settings = settings;
        this.groups = groups;
        this.contracts = contracts;
        this.database = database != null || Migrations.areOwn();
    }

    ServiceDescription of() {
        groups.forEach(group -> {}); // Each reads its settings when it is made.
        var names = topology.names();
        var service = topology.service();
        return new ServiceDescription(
                service.name(),
                service.environment(),
                topology.published().stream()
                        .map(type -> new Published(type.name(), names.topic(type), type.publishers()))
                        .sorted(Comparator.comparing(Published::type))
                        .toList(),
                handlers(),
                queues().findFirst().orElse(null),
                queues().skip(1).toList(),
                database,
                settings.inForce());
    }

    private Stream<ServiceQueue> queues() {
        return topology.lanes().queues().map(queue -> {
            var names = topology.names().of(queue);
            return new ServiceQueue(
                    lane(queue.lane()),
                    names.queue(),
                    names.deadLetterQueue(),
                    names.undeliveredQueue(),
                    topology.visibility().toString());
        });
    }

    private static @Nullable String lane(String lane) {
        return lane.equals(Lanes.MAIN) ? null : lane;
    }

    private List<Handled> handlers() {
        return handled == null
                ? List.of()
                : handled.handlers().stream()
                        .map(handler -> new Handled(
                                handler.handler(),
                                handler.type().name(),
                                topology.names().topic(handler.type()),
                                handler.className(),
                                lane(handler.lane()),
                                new SchemaPaths(contracts.readBy(handler.reading())).properties()))
                        .sorted(Comparator.comparing(Handled::name))
                        .toList();
    }
}
