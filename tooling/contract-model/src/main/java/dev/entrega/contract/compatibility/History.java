package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.EventName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contracts as they were.
 *
 * @param revisions of each type and major version that ever was, the oldest first, each different from the one before
 * @param present   those that are still there at the end of the history
 * @param ordered   the nouns whose events had an order at the end of the history
 */
public record History(Map<EventName, List<Revision>> revisions, Set<EventName> present, Set<String> ordered) {

    /**
     * A schema as it once was.
     *
     * @param label where it is from, for people
     */
    public record Revision(String label, JsonNode schema) {}

    public History {
        revisions = Map.copyOf(revisions);
        present = Set.copyOf(present);
        ordered = Set.copyOf(ordered);
    }

    List<Revision> of(EventName name) {
        return revisions.getOrDefault(name, List.of());
    }
}
