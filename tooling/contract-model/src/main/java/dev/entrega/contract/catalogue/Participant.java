package dev.entrega.contract.catalogue;

import dev.entrega.contract.EventName;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service, as its own code declares it.
 *
 * @param name      e.g. {@code stock-service}
 * @param publishes in the order of type and version
 * @param handles   as well
 */
public record Participant(String name, List<EventName> publishes, List<Handling> handles) {

    /**
     * A handler by its name, and a version that reaches it; one that takes several versions stands here once for each.
     *
     * @param reads what it depends on, as JSON pointers into the data with {@code *} for each item of a list or value of a
     *              map; null if it doesn't say, so that it may be all
     */
    public record Handling(
            String handler, EventName type, @Nullable List<String> reads) {

        public Handling {
            reads = reads == null ? null : reads.stream().sorted().toList();
        }

        /** Whether it says that it reads what is at a place of the data, or something below it. */
        public boolean reads(String pointer) {
            return reads != null && reads.stream().anyMatch(read -> (read + "/").startsWith(pointer + "/"));
        }
    }

    public Participant {
        publishes = publishes.stream().distinct().sorted(Catalogue.ORDER).toList();
        handles = handles.stream()
                .distinct()
                .sorted(Comparator.comparing(Handling::type, Catalogue.ORDER).thenComparing(Handling::handler))
                .toList();
    }

    /** Its handlers of a type and version. */
    public List<Handling> handlersOf(EventName type) {
        return handles.stream().filter(each -> each.type().equals(type)).toList();
    }

    Set<EventName> types() {
        Set<EventName> types = new LinkedHashSet<>(publishes);
        handles.forEach(each -> types.add(each.type()));
        return types;
    }
}
