package dev.entrega.messaging.topology;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Service;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;

/**
 * What a service's code declares: which events it publishes and which it handles.
 *
 * @param visibility for how long SQS hides a received message, at least 5 s
 */
public record Topology(Service service, Set<EventType<?>> published, Lanes lanes, Duration visibility) {

    /** Time for a call that hangs to be given up before its message is somebody else's. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /** SQS's longest (SQS quotas). */
    private static final Duration LONGEST = Duration.ofHours(12);

    public Topology {
        if (visibility.compareTo(SHORTEST) < 0 || visibility.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(
                    "entrega.queue.visibility", "is " + visibility.toSeconds() + " s", "set it to 5s to 12h");
        }
        published = Set.copyOf(published);
    }

    /** The types that any of its queues is subscribed to. */
    public Set<EventType<?>> handled() {
        return lanes.handled();
    }

    /**
     * Holds what is published against the nouns' {@code publishers}, as the contracts on the class path say it.
     *
     * @throws ConfigurationException if the service may not publish one of them
     */
    public void requireRights() {
        published.stream()
                .filter(type -> !type.mayBePublishedBy(service.name()))
                .min(Comparator.comparing(EventType::name))
                .ifPresent(type -> {
                    throw new ConfigurationException(
                            type.noun() + "/noun.yaml",
                            service.name() + " publishes " + type + ", which only "
                                    + String.join(", ", type.publishers()) + " may",
                            "add " + service.name() + " to its publishers and build it with those contracts, or take "
                                    + type.dataType().getSimpleName() + ".class out of @Publishes");
                });
    }

    public Names names() {
        return new Names(service);
    }
}
