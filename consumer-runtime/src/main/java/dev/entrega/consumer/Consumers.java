package dev.entrega.consumer;

import dev.entrega.messaging.Worker;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
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

    /** A platform thread: handlers that spin may have taken all the carriers of virtual ones. */
    private final Thread watch =
            Thread.ofPlatform().daemon().name("receive-watch").unstarted(this::watch);

    Consumers(List<Consumer> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    @Override
    public void start() {
        consumers.forEach(Consumer::start);
        watch.start();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                consumers.forEach(Consumer::watch);
            }
        } catch (InterruptedException e) {
            LOG.debug("Nothing is received any more");
        }
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
        watch.interrupt();
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
