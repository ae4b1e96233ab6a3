package dev.entrega.consumer;

import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumers of a process, one for each queue of the service, and what sees to it that they go on receiving. */
final class Consumers implements Worker, Vital {

    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String PART = "consumer";

    private final List<Consumer> consumers;
    private final ErrorReports reports;

    /** A platform thread: handlers that spin may have taken all the carriers of virtual ones. */
    private final Loop watch =
            new Loop(Thread.ofPlatform().daemon().name("receive-watch"), INTERVAL, this::watch, this::failed);

    Consumers(List<Consumer> consumers, ErrorReports reports) {
        this.consumers = List.copyOf(consumers);
        this.reports = reports;
    }

    @Override
    public void start() {
        consumers.forEach(Consumer::start);
        watch.start();
    }

    private void watch() {
        consumers.forEach(Consumer::watch);
    }

    private void failed(Throwable failure) {
        LOG.error("Whether all is received could not be watched, it is tried again", failure);
        reports.tell(ErrorReport.of(Place.CONSUMER, "receive watch", "failed", failure));
    }

    /** Why nothing is received, by queue. */
    Map<String, String> closed() {
        var closed = new TreeMap<String, String>();
        consumers.forEach(consumer -> consumer.closed().ifPresent(why -> closed.put(consumer.queue(), why)));
        return closed;
    }

    @Override
    public Condition condition() {
        var stalled = consumers.stream()
                .filter(Consumer::isStalled)
                .map(Consumer::queue)
                .toList();
        if (!stalled.isEmpty()) {
            return Condition.down(PART, "nothing is received from " + String.join(" and ", stalled));
        }
        var closed = closed();
        return closed.isEmpty() ? Condition.up(PART, "receives") : Condition.degraded(PART, closed.toString());
    }

    /** All at the same time: each may take all the time that there is. */
    @Override
    public void stop() {
        watch.stop();
        var stops = consumers.stream()
                .map(consumer -> Thread.ofPlatform().name("stop").start(consumer::stop))
                .toList();
        try {
            for (var stop : stops) {
                stop.join();
            }
        } catch (InterruptedException e) {
            LOG.warn("Interrupted while the consumers stop");
            Thread.currentThread().interrupt();
        }
    }
}
