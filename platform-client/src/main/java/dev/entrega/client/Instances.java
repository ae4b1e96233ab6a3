package dev.entrega.client;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** The places where an upstream answers. Of two by chance it takes the better, so that not all run to the best. Thread-safe. */
final class Instances {

    private final List<Instance> all;
    private final IntUnaryOperator random;

    /** @param random gives one of as many numbers as it is told, from 0 on */
    Instances(List<URI> uris, IntUnaryOperator random) {
        this.all = uris.stream().map(Instance::new).toList();
        this.random = random;
    }

    /** @param tried those where this call has failed already; they come last */
    Instance choose(Set<Instance> tried, long now) {
        var fresh = tried.isEmpty()
                ? all
                : all.stream().filter(instance -> !tried.contains(instance)).toList();
        var candidates = fresh.isEmpty() ? all : fresh;
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        int first = random.applyAsInt(candidates.size());
        int second = (first + 1 + random.applyAsInt(candidates.size() - 1)) % candidates.size();
        var one = candidates.get(first);
        var other = candidates.get(second);
        return one.cost(now) <= other.cost(now) ? one : other;
    }
}
