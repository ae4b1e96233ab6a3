package dev.entrega.consumer;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * What each handler may take: how long it may run, and how often at once in this process. Thread-safe.
 *
 * @param limits by the handlers' names
 */
record HandlerLimits(Map<String, Limit> limits) implements PlatformSettings {

    private static final String PREFIX = "entrega.handlers.";

    record Limit(Duration deadline, Semaphore places) {}

    HandlerLimits {
        limits = Map.copyOf(limits);
    }

    /**
     * @param concurrency the default, and the most that can be
     * @throws ConfigurationException if a setting is malformed or out of its range
     */
    static HandlerLimits of(Settings settings, Collection<String> handlers, int concurrency) {
        var limits = new TreeMap<String, Limit>();
        for (String handler : handlers) {
            String deadline = PREFIX + handler + ".deadline";
            String places = PREFIX + handler + ".concurrency";
            var most = settings.duration(deadline, "5m");
            if (!most.isPositive()) {
                throw new ConfigurationException(deadline, "is out of its range", "set it to more than 0s");
            }
            int atOnce = settings.number(places, concurrency);
            if (atOnce < 1) {
                throw new ConfigurationException(places, "is out of its range", "set it to 1 or more");
            }
            limits.put(handler, new Limit(most, new Semaphore(atOnce, true)));
        }
        return new HandlerLimits(limits);
    }

    Duration deadline(String handler) {
        return limit(handler).deadline();
    }

    /**
     * Waits until each handler of a task may run once more. In the order of their names, so that two tasks can't wait for
     * each other.
     *
     * @return what to release afterwards
     */
    List<Semaphore> enter(Task task) throws InterruptedException {
        var places = task.handlers()
                .map(HandlerBinding::name)
                .distinct()
                .sorted()
                .map(handler -> limit(handler).places())
                .toList();
        int entered = 0;
        try {
            for (var place : places) {
                place.acquire();
                entered++;
            }
            return places;
        } catch (InterruptedException e) {
            places.subList(0, entered).forEach(Semaphore::release);
            throw e;
        }
    }

    private Limit limit(String handler) {
        var limit = limits.get(handler);
        if (limit == null) {
            throw new IllegalArgumentException("there is no handler " + handler);
        }
        return limit;
    }
}
