package dev.entrega.messaging.runtime;

import dev.entrega.messaging.Service;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a service starts, in this order: its tables, its topics and queues, its workers. Only then the HTTP
 * port opens. And when it ends, the other way round.
 */
@Singleton
@Requires(missingProperty = Entrega.COMMAND)
final class ServiceStart {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceStart.class);

    private final Service service;
    private final Preparation preparation;
    private final BeanProvider<Worker> workers;
    private final ErrorReports reports;
    private volatile List<Worker> started = List.of();

    /** @param reports made before all that may fail, so that a malformed setting of theirs is refused */
    ServiceStart(Service service, Preparation preparation, BeanProvider<Worker> workers, ErrorReports reports) {
        this.service = service;
        this.preparation = preparation;
        this.workers = workers;
        this.reports = reports;
    }

    @EventListener
    void start(StartupEvent event) {
        preparation.atStart();
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

    @EventListener
    void stop(ShutdownEvent event) {
        LOG.info("{} stops", service.name());
        started.reversed().forEach(Worker::stop);
        reports.close(); // With what they had to say at last.
    }
}
