package dev.entrega.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places where an upstream answers. Of two by chance it takes the better, so that not all run to the best. Names are
 * looked up beside the calls, which never wait for that. Thread-safe.
 */
final class Instances {

    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    /** The JVM itself remembers an answer for 30 s ({@code networkaddress.cache.ttl}). */
    static final Duration BETWEEN_LOOKUPS = Duration.ofSeconds(10);

    private final String upstream;
    private final Locations locations;
    private final IntUnaryOperator random;
    private final AtomicBoolean isLookingUp = new AtomicBoolean();
    private volatile List<Instance> all;
    private volatile long nextLookup;

    /**
     * @param random gives one of as many numbers as it is told, from 0 on
     * @param now as {@link System#nanoTime}
     */
    Instances(String upstream, Locations locations, IntUnaryOperator random, long now) {
        this.upstream = upstream;
        this.locations = locations;
        this.random = random;
        this.all = locations.known().stream().map(Instance::new).toList();
        this.nextLookup = now;
    }

    /** @param tried those where this call has failed already; they come last */
    Instance choose(Set<Instance> tried, long now) {
        lookUpIfDue(now);
        var known = all;
        var fresh = tried.isEmpty()
                ? known
                : known.stream().filter(instance -> !tried.contains(instance)).toList();
        var candidates = fresh.isEmpty() ? known : fresh;
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        int first = random.applyAsInt(candidates.size());
        int second = (first + 1 + random.applyAsInt(candidates.size() - 1)) % candidates.size();
        var one = candidates.get(first);
        var other = candidates.get(second);
        return one.cost(now) <= other.cost(now) ? one : other;
    }

    private void lookUpIfDue(long now) {
        if (locations.canChange() && now - nextLookup >= 0 && isLookingUp.compareAndSet(false, true)) {
            nextLookup = now + BETWEEN_LOOKUPS.toNanos();
            Thread.ofVirtual().name("lookup-" + upstream).start(this::lookUp);
        }
    }

    private void lookUp() {
        try {
            use(locations.lookUp());
        } finally {
            isLookingUp.set(false);
        }
    }

    /** Of those that stay, what is known of them stays too. */
    private void use(List<URI> uris) {
        var before = all.stream().collect(Collectors.toMap(Instance::uri, Function.identity()));
        if (!before.keySet().equals(Set.copyOf(uris))) {
            LOG.info("upstream {} answers at {}", upstream, uris);
            all = uris.stream()
                    .map(uri -> before.getOrDefault(uri, new Instance(uri)))
                    .toList();
        }
    }
}
