package dev.entrega.messaging.runtime;

import dev.entrega.messaging.Service;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a service starts, in this order: its tables, its topics and queues, its workers; then the HTTP port
 * opens. Where the database or the broker is out of reach, the port opens without them, for readiness to say so, and the
 * rest follows by itself when they are there. And when the service ends, the other way round.
 */
@Singleton
@Requires(missingProperty = Entrega.COMMAND)
final class ServiceStart {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceStart.class);

    private final Service service;
    private final Preparation preparation;
    private final BeanProvider<Worker> workers;
    private final ErrorReports reports;
    private final Beginning beginning;
    private final boolean isProcess;
    private final Trying trying;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Worker> started = List.of();
    private boolean open;
    private volatile boolean stopped;
    private volatile @Nullable Thread waiting;

    /**
     * @param reports made before all that may fail, so that a malformed setting of theirs is refused
     * @param isProcess whether this is all that the process does, so that it ends if the service can't start
     */
    ServiceStart(
            Service service,
            Preparation preparation,
            BeanProvider<Worker> workers,
            ErrorReports reports,
            Beginning beginning,
            @Property(name = Entrega.PROCESS, defaultValue = "false") boolean isProcess) {
        this.service = service;
        this.preparation = preparation;
        this.workers = workers;
        this.reports = reports;
        this.beginning = beginning;
        this.isProcess = isProcess;
        this.trying = new Trying(service.name(), "serve", reports);
    }

    @EventListener
    void start(StartupEvent event) {
        if (!begins()) {
            waiting = Thread.ofVirtual().name("start").start(this::keepTrying);
        }
    }

    /**
     * @return false if something is out of reach
     * @throws RuntimeException if an operator has to mend something first
     */
    private boolean begins() {
        lock.lock();
        try {
            if (stopped) {
                return true;
            }
            boolean begun = trying.succeeds(() -> {
                preparation.atStart();
                var all = workers.stream().toList();
                all.forEach(Worker::start);
                started = all;
            });
            if (begun) {
                beginning.hasBegun();
            } else {
                beginning.waitsFor(trying.awaited());
            }
            return begun;
        } finally {
            lock.unlock();
        }
    }

    private void keepTrying() {
        try {
            do {
                Thread.sleep(trying.pause());
            } while (!begins());
            sayReady();
        } catch (InterruptedException e) {
            LOG.debug("It is not tried any more, {} stops", service.name());
        } catch (RuntimeException e) {
            beginning.isRefused();
            Entrega.refuse(e, reports, isProcess);
        }
    }

    @EventListener
    void ready(ServerStartupEvent event) {
        isOpen();
    }

    /** The last thing is there: the HTTP port, where there is one. */
    void isOpen() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
        sayReady();
    }

    /** Said once, when both the port and what is behind it are there. */
    private void sayReady() {
        lock.lock();
        try {
            if (open && beginning.isOver()) {
                LOG.info("{} is ready", service.name());
                open = false;
            }
        } finally {
            lock.unlock();
        }
    }

    @EventListener
    void stop(ShutdownEvent event) {
        LOG.info("{} stops", service.name());
        stopped = true;
        var waiter = waiting;
        if (waiter != null) {
            waiter.interrupt();
        }
        lock.lock();
        try {
            started.reversed().forEach(Worker::stop);
        } finally {
            lock.unlock();
        }
        reports.close(); // With what they had to say at last.
    }
}
