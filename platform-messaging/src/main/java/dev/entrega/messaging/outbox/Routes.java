package dev.entrega.messaging.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which destinations this relay may send to now. One at which it is sending already gets the next batch when that is
 * settled, so that batches fill under load; one that fails is left alone for a while, twice as long each time up to a
 * limit, with full jitter. The others go on. Thread-safe.
 */
final class Routes {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    private static final class Route {
        private boolean busy;
        private int failures;
        private long closedUntil = System.nanoTime();

        private boolean isClosed() {
            return busy || closedUntil - System.nanoTime() > 0;
        }
    }

    private final Map<String, Route> routes = new HashMap<>();

    /** The destinations that nothing is to be taken for. */
    synchronized Set<String> closed() {
        return routes.entrySet().stream()
                .filter(route -> route.getValue().isClosed())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @return how often it has failed since it last succeeded */
    synchronized int begin(String destination) {
        var route = routes.computeIfAbsent(destination, name -> new Route());
        route.busy = true;
        return route.failures;
    }

    /** It has taken something, and goes on. */
    synchronized void takes(String destination) {
        var route = routes.get(destination);
        if (route != null) {
            route.failures = 0;
        }
    }

    /** For how long a destination is left alone, and whether it took something until now. */
    record Failure(Duration pause, boolean first) {}

    synchronized Failure fail(String destination) {
        Route route = routes.computeIfAbsent(destination, name -> new Route());
        long longest =
                Math.min(FIRST_PAUSE.toNanos() << Math.min(route.failures, MOST_DOUBLINGS), LONGEST_PAUSE.toNanos());
        long pause = ThreadLocalRandom.current().nextLong(FIRST_PAUSE.toNanos() / 5, longest);
        route.failures++;
        route.busy = false;
        route.closedUntil = System.nanoTime() + pause;
        return new Failure(Duration.ofNanos(pause), route.failures == 1);
    }

    synchronized void succeed(String destination) {
        routes.remove(destination);
    }

    /** How long until the first of those that are left alone is tried again; null if none is. */
    synchronized @Nullable Duration next() {
        long now = System.nanoTime();
        return routes.values().stream()
                .filter(route -> !route.busy)
                .map(route -> Duration.ofNanos(Math.max(route.closedUntil - now, 0)))
                .min(Duration::compareTo)
                .orElse(null);
    }
}
