package dev.entrega.consumer;

import dev.entrega.messaging.Worker;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumers of a process, one for each queue of the service. */
final class Consumers implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);

    private final List<Consumer> consumers;

    Consumers(List<Consumer> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    @Override
    public void start() {
        consumers.forEach(Consumer::start);
    }

    /** Why nothing is received, by queue. */
    Map<String, String> closed() {
        var closed = new TreeMap<String, String>();
        consumers.forEach(consumer -> consumer.closed().ifPresent(why -> closed.put(consumer.queue(), why)));
        return closed;
    }

    /** All at the same time: each may take all the time that there is. */
    @Override
    public void stop() {
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
