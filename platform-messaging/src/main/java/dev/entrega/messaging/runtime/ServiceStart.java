package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a service starts, in this order: its tables, its topics and queues, its workers. Only then the HTTP
 * port opens. And when it ends, the other way round.
 */
@Singleton
final class ServiceStart {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceStart.class);

    private final Service service;
    private final Migrations migrations;
    private final BeanProvider<DataSource> database;
    private final BeanProvider<Topology> topology;
    private final TopologyPlanner planner;
    private final BeanProvider<Worker> workers;
    private volatile List<Worker> started = List.of();

    ServiceStart(
            Service service,
            Migrations migrations,
            BeanProvider<DataSource> database,
            BeanProvider<Topology> topology,
            TopologyPlanner planner,
            BeanProvider<Worker> workers) {
        this.service = service;
        this.migrations = migrations;
        this.database = database;
        this.topology = topology;
        this.planner = planner;
        this.workers = workers;
    }

    @EventListener
    void start(StartupEvent event) {
        migrate();
        planner.apply(topology.get()).forEach(change -> LOG.info("topology: {}", change));
        started = workers.stream().toList();
        started.forEach(Worker::start);
    }

    /** Said when the last thing is there: the HTTP port, where there is one. */
    @EventListener
    void ready(ServerStartupEvent event) {
        sayReady();
    }

    void sayReady() {
        LOG.info("{} is ready", service.name());
    }

    private void migrate() {
        if (database.isPresent()) {
            // Without the wrapping that would have it join a transaction, which migrations begin themselves.
            migrations.run(DelegatingDataSource.unwrapDataSource(database.get()));
        } else if (getClass().getClassLoader().getResource("db/migration") != null) {
            throw new ConfigurationException(
                    "DATABASE_URL",
                    "is not set, but " + service.name() + " keeps data",
                    "set it to postgres://USER:PASSWORD@HOST:PORT/NAME");
        }
    }

    @EventListener
    void stop(ShutdownEvent event) {
        LOG.info("{} stops", service.name());
        started.reversed().forEach(Worker::stop);
    }
}
