package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.outbox.OutboxRelay;
import dev.entrega.messaging.outbox.OutboxUpkeep;
import dev.entrega.messaging.outbox.OutboxVital;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that sends what its service publishes, and does nothing else of the service: no port, no consumer. */
@Singleton
final class RelayProcess {

    private static final Logger LOG = LoggerFactory.getLogger(RelayProcess.class);

    private final Service service;
    private final Preparation preparation;
    private final BeanProvider<OutboxRelay> relay;
    private final BeanProvider<OutboxUpkeep> upkeep;
    private final ErrorReports reports;
    private final Worker health;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    RelayProcess(
            Service service,
            Preparation preparation,
            BeanProvider<OutboxRelay> relay,
            BeanProvider<OutboxUpkeep> upkeep,
            BeanProvider<OutboxVital> vital,
            ErrorReports reports,
            MeterRegistry registry) {
        this.service = service;
        this.preparation = preparation;
        this.relay = relay;
        this.upkeep = upkeep;
        this.reports = reports;
        this.health = new HealthWatch(() -> Stream.of(vital.get()), reports, registry);
    }

    /** Returns when it has been told to stop, and has settled what it had in its hands. */
    void run() {
        try {
            if (!relay.isPresent()) {
                throw new ConfigurationException(
                        "DATABASE_URL",
                        "is not set, so there is no outbox to relay from",
                        "set it to postgres://USER:PASSWORD@HOST:PORT/NAME");
            }
            if (isPrepared()) {
                relay(List.of(relay.get(), upkeep.get(), health));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** @return false if it was told to stop before the database and the broker were there */
    private boolean isPrepared() throws InterruptedException {
        var trying = new Trying(service.name(), "relay", reports);
        while (!trying.succeeds(preparation::atStart)) {
            if (stopping.await(trying.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void relay(List<Worker> workers) {
        workers.forEach(Worker::start);
        LOG.info("{} is ready, its relay alone", service.name());
        awaitQuietly(stopping);
        LOG.info("{} stops, its relay alone", service.name());
        workers.reversed().forEach(Worker::stop);
    }

    /** Returns when it has ended. */
    void stop() {
        stopping.countDown();
        awaitQuietly(ended);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
