package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.health.Availability;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Reach;
import dev.entrega.messaging.health.Vital;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that a service calls, by name. Thread-safe. */
final class Upstreams implements Availability, Vital {

    private static final String PART = "upstreams";

    private final Map<String, Upstream> byName = new TreeMap<>();

    /** @throws ConfigurationException if one needs a token, and nobody has said where to get it */
    Upstreams(UpstreamsSettings settings, Tokens tokens, UpstreamMetrics metrics) {
        settings.byName()
                .forEach((name, its) -> byName.put(
                        name, new Upstream(name, its, tokens.of(name, its).orElse(null), metrics)));
    }

    Optional<Upstream> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Calls each by other settings from its next call on. */
    void change(UpstreamsSettings next) {
        byName.forEach((name, upstream) ->
                upstream.change(Objects.requireNonNull(next.byName().get(name))));
    }

    @Override
    public Reach reach(String upstream) {
        return find(upstream)
                .orElseThrow(() -> new ConfigurationException(
                        "upstreams." + upstream,
                        "is needed by a handler, and no client names it",
                        "declare an interface with @Client(\"" + upstream + "\")"))
                .reach();
    }

    /** Degraded: what doesn't need the upstream goes on. */
    @Override
    public Condition condition() {
        var troubles = byName.values().stream().flatMap(upstream -> upstream.trouble().stream());
        String detail = troubles.collect(Collectors.joining("; "));
        return detail.isEmpty() ? Condition.up(PART, "answer") : Condition.degraded(PART, detail);
    }
}
