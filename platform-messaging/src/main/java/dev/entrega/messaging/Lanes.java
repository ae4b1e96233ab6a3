package dev.entrega.messaging;

import dev.entrega.contract.EventType;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which event types a service's queues are subscribed to. SQS can't receive selectively, so a handler that must be paused or
 * slowed down by itself has a queue of its own, a lane.
 *
 * @param types by the lanes' names, {@link #MAIN} for the service's own queue; empty if it handles nothing
 */
public record Lanes(Map<String, Set<EventType<?>>> types) {

    /**
     * One of a service's queues.
     *
     * @param ordered whether it is the FIFO queue that a lane has beside its other one, for the types of ordered nouns
     * @param types what it is subscribed to
     */
    public record LaneQueue(String lane, boolean ordered, Set<EventType<?>> types) {
        public LaneQueue {
            types = Set.copyOf(types);
        }
    }

    /** The lane of the handlers that name none. */
    public static final String MAIN = "";

    public Lanes {
        var sorted = new TreeMap<String, Set<EventType<?>>>();
        types.forEach((lane, its) -> sorted.put(lane, Set.copyOf(its)));
        if (!sorted.isEmpty()) {
            sorted.putIfAbsent(MAIN, Set.of()); // What is brought back comes there.
        }
        types = Collections.unmodifiableMap(sorted);
    }

    /** A service with its own queue alone; with none if it handles nothing. */
    public static Lanes main(Set<EventType<?>> types) {
        return new Lanes(types.isEmpty() ? Map.of() : Map.of(MAIN, types));
    }

    /** Of all lanes. */
    public Set<EventType<?>> handled() {
        return types.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    public Stream<String> names() {
        return types.keySet().stream();
    }

    /** The queues of all lanes, the service's own first. A lane of ordered nouns alone has the FIFO queue alone. */
    public Stream<LaneQueue> queues() {
        return names().flatMap(lane -> Stream.of(queue(lane, false), queue(lane, true)))
                .filter(queue -> !queue.types().isEmpty() || (queue.lane().equals(MAIN) && !queue.ordered()));
    }

    private LaneQueue queue(String lane, boolean ordered) {
        return new LaneQueue(
                lane,
                ordered,
                types.getOrDefault(lane, Set.of()).stream()
                        .filter(type -> type.ordered() == ordered)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
