package dev.entrega.consumer.lane;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.health.Availability;
import dev.entrega.messaging.health.Reach;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the handlers of each lane need of other systems, so that nothing begins that can't succeed. Thread-safe. */
public final class Needs {

    private final Map<String, Set<String>> upstreams;
    private final @Nullable Availability availability;

    /**
     * @param upstreams by lane; what is not in it needs nothing
     * @param availability null if the service calls nobody
     * @throws ConfigurationException if one of them is called by nobody
     */
    public Needs(Map<String, Set<String>> upstreams, @Nullable Availability availability) {
        this.upstreams = Map.copyOf(upstreams);
        this.availability = availability;
        upstreams.values().stream().flatMap(Set::stream).forEach(this::reach);
    }

    /** Of a lane: what is asked each time before something is received. */
    Lane of(String lane) {
        return new Lane(upstreams.getOrDefault(lane, Set.of()), this::reach);
    }

    private Reach reach(String upstream) {
        if (availability == null) {
            throw new ConfigurationException(
                    "@Handles(needs = \"" + upstream + "\")",
                    "names what this service does not call",
                    "add platform-client and an interface with @Client(\"" + upstream + "\")");
        }
        return availability.reach(upstream);
    }

    /** Those of one lane. */
    record Lane(Set<String> names, Availability availability) {

        static final Lane NOTHING = new Lane(Set.of(), name -> Reach.ALL);

        /** Of all that it needs the worst. */
        Reach reach() {
            return names.stream()
                    .map(availability::reach)
                    .max(Comparator.naturalOrder())
                    .orElse(Reach.ALL);
        }

        /** Why nothing can begin; empty if something can. */
        Optional<String> missing() {
            return names.stream()
                    .filter(name -> availability.reach(name) == Reach.NONE)
                    .findFirst()
                    .map(name -> name + " has failed too often, so it waits until that is tried again");
        }
    }
}
