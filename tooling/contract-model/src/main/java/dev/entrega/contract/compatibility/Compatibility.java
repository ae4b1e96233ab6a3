package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.StrictSchema;
import dev.entrega.contract.TolerantSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two versions of a schema are to each other: a pure function of both. They are compatible if what publishers of
 * either may send under its {@link StrictSchema} is understood by readers of the other under its {@link TolerantSchema}.
 */
public final class Compatibility {

    private Compatibility() {}

    /**
     * All changes from an earlier version to a later one of the same major; none if they mean the same.
     *
     * @param earlier a schema of JSON Schema 2020-12; not changed
     * @param later   as well
     */
    public static List<Change> compare(JsonNode earlier, JsonNode later) {
        if (earlier.equals(later)) {
            return List.of();
        }
        Map<String, Change> changes = new LinkedHashMap<>();
        for (Direction direction : Direction.values()) {
            addGaps(direction, earlier, later, changes);
        }
        List<Change> all = new ArrayList<>(changes.values());
        new HarmlessChanges(earlier, later)
                .changes().stream()
                        .filter(info ->
                                all.stream().noneMatch(other -> other.pointer().equals(info.pointer())))
                        .forEach(info -> changes.merge(key(info), info, Compatibility::merge));
        return List.copyOf(changes.values());
    }

    /**
     * What a reader does not understand of what is published under a later version; none if it understands all.
     *
     * @param read  the part of an earlier version that it reads; not changed
     * @param later the whole of a later one
     */
    public static List<Change> refused(JsonNode read, JsonNode later) {
        Map<String, Change> changes = new LinkedHashMap<>();
        addGaps(Direction.BACKWARD, read, later, changes);
        return List.copyOf(changes.values());
    }

    private static void addGaps(Direction direction, JsonNode earlier, JsonNode later, Map<String, Change> changes) {
        JsonNode sent = direction == Direction.FORWARD ? earlier : later;
        JsonNode read = direction == Direction.FORWARD ? later : earlier;
        Explanation explanation = new Explanation(direction, new SchemaTree(earlier), new SchemaTree(later));
        for (Gap gap : gaps(sent, read)) {
            Change change = explanation.of(gap);
            changes.merge(key(change), change, Compatibility::merge);
        }
    }

    private static List<Gap> gaps(JsonNode sent, JsonNode read) {
        return new Containment(new SchemaTree(StrictSchema.of(sent)), new SchemaTree(TolerantSchema.of(read))).gaps();
    }

    private static String key(Change change) {
        return change.rule() + " " + change.pointer();
    }

    /** One place, one change: what is shown counts more than what is only feared. */
    private static Change merge(Change one, Change other) {
        if (one.severity() != other.severity()) {
            return one.severity() == Severity.BREAKING ? one : other;
        }
        // Several values refused for one reason are told once.
        boolean sameSide = other.why().startsWith(Wording.FORWARD) == one.why().startsWith(Wording.FORWARD);
        if (one.severity() != Severity.INFO && sameSide) {
            return one;
        }
        return new Change(
                one.rule(),
                one.severity(),
                one.pointer(),
                one.path(),
                one.why() + " " + other.why(),
                one.fix(),
                one.witness());
    }
}
