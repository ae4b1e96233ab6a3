package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.ReleaseStep;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.topology.Change;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import io.micronaut.context.BeanProvider;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be there before a service may work: its tables, its topics and queues. In development the service makes
 * them when it starts; where it is deployed, the release process does, and the service only looks.
 */
@Singleton
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private static final String AT_START = "start";
    private static final String BY_RELEASE = "release";

    private final Service service;
    private final Migrations migrations;
    private final BeanProvider<DataSource> database;
    private final BeanProvider<DatabaseProbe> probe;
    private final BeanProvider<Topology> topology;
    private final BeanProvider<TopologyPlanner> planner;
    private final BeanProvider<ReleaseStep> steps;
    private final boolean atStart;

    Preparation(
            Service service,
            Migrations migrations,
            BeanProvider<DataSource> database,
            BeanProvider<DatabaseProbe> probe,
            BeanProvider<Topology> topology,
            BeanProvider<TopologyPlanner> planner,
            BeanProvider<ReleaseStep> steps,
            Settings settings) {
        this.service = service;
        this.migrations = migrations;
        this.database = database;
        this.probe = probe;
        this.topology = topology;
        this.planner = planner;
        this.steps = steps;
        this.atStart = settings.choice("entrega.prepare", AT_START, BY_RELEASE).equals(AT_START);
    }

    /** At the start of a service: makes what is missing, or checks that the release process has. */
    void atStart() {
        if (atStart) {
            make();
        } else {
            check();
        }
    }

    /** Safe to repeat, also after a crash midway, and to run in several processes at once. */
    void make() {
        var broker = planner(); // First: a setting of it that is missing is refused, whatever else is out of reach.
        database().ifPresent(migrations::run);
        broker.ifPresent(its -> its.apply(topology.get()).forEach(change -> LOG.info("topology: {}", change)));
        steps.forEach(ReleaseStep::run);
    }

    /** What differs is said and left alone: during a deploy the older code looks at what the newer has released. */
    private void check() {
        var broker = planner();
        database().flatMap(migrations::missing).ifPresent(missing -> {
            throw notReleased("migration " + missing);
        });
        broker.ifPresent(its -> its.plan(topology.get()).forEach(this::check));
    }

    private void check(Change change) {
        switch (change) {
            case Change.CreateTopic missing -> throw notReleased("topic " + missing.topic() + " is missing");
            case Change.CreateQueue missing -> throw notReleased("queue " + missing.queue() + " is missing");
            case Change.Subscribe missing ->
                throw notReleased("queue " + missing.queue() + " is not subscribed to topic " + missing.topic());
            case Change.UpdateQueue differs -> LOG.warn("topology differs from this code's: {}", differs);
            case Change.UpdateSubscription differs -> LOG.warn("topology differs from this code's: {}", differs);
        }
    }

    /**
     * None if the service neither publishes nor handles anything: it needs no broker, and starts while that is away.
     *
     * @throws ConfigurationException if it publishes what it has no right to
     */
    private Optional<TopologyPlanner> planner() {
        var declared = topology.get();
        declared.requireRights();
        boolean nothing = declared.published().isEmpty() && declared.handled().isEmpty();
        return nothing ? Optional.empty() : Optional.of(planner.get());
    }

    private MessagingException notReleased(String what) {
        return new MessagingException(what + ", because the release process of " + service.name()
                + " has not run to its end for this code; run it (bin/run release), or set ENTREGA_PREPARE="
                + AT_START);
    }

    private Optional<DataSource> database() {
        if (database.isPresent()) {
            probe.get().require();
            // Without the wrapping that would have it join a transaction, which migrations begin themselves.
            return Optional.of(DelegatingDataSource.unwrapDataSource(database.get()));
        }
        if (Migrations.areOwn()) {
            throw new ConfigurationException(
                    "DATABASE_URL",
                    "is not set, but " + service.name() + " keeps data",
                    "set it to postgres://USER:PASSWORD@HOST:PORT/NAME");
        }
        return Optional.empty();
    }
}
