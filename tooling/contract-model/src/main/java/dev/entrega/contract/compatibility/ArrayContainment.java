package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Arrays.Among;
import dev.entrega.contract.compatibility.Gap.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the arrays of one alternative are among those of another: by their lengths and item by item. */
final class ArrayContainment {

    private final Containment containment;
    private final Pairing pairing;
    private final Arrays inner;
    private final Arrays outer;
    private final int longest;
    private final List<Gap> gaps = new ArrayList<>();

    ArrayContainment(Containment containment, Pairing pairing) {
        this.containment = containment;
        this.pairing = pairing;
        this.inner = pairing.inner().arrays();
        this.outer = pairing.outer().arrays();
        this.longest = longest();
    }

    List<Gap> gaps(int depth) {
        lengths();
        for (int i = 0; i <= Math.max(inner.first().size(), outer.first().size()) && i < longest; i++) {
            int index = i;
            containment.compare(inner.at(i), outer.at(i), depth).stream()
                    .map(gap -> gap.within(
                            Integer.toString(index),
                            item -> array(Math.max(inner.min(), index + 1), Map.of(index, known(item)))))
                    .forEach(gaps::add);
        }
        uniqueness();
        outer.among().forEach(among -> among(among, depth));
        return gaps;
    }

    private void lengths() {
        if (outer.min() > inner.min()) {
            gaps.add(pairing.gap(Kind.BOUND, "minItems", array(inner.min(), Map.of())));
        }
        if (outer.max() < longest) {
            gaps.add(pairing.gap(Kind.BOUND, "maxItems", array(Math.max(inner.min(), outer.max() + 1), Map.of())));
        }
    }

    private void uniqueness() {
        if (outer.unique() && !inner.unique() && longest > 1) {
            JsonNode twice = null;
            for (int i = 0; i <= inner.first().size() && twice == null; i++) {
                JsonNode item = containment.instances().least(inner.at(i).and(inner.at(i + 1)));
                twice = item == null ? null : array(Math.max(inner.min(), i + 2), Map.of(i, item, i + 1, item));
            }
            gaps.add(pairing.gap(Kind.ITEMS, "uniqueItems", twice));
        }
    }

    private void among(Among among, int depth) {
        if (among.min() == 0 && among.max() == Strings.NO_BOUND) {
            return;
        }
        boolean same = inner.among().stream().anyMatch(mine -> isSame(mine, among));
        boolean enough = inner.among().stream()
                        .anyMatch(mine -> mine.min() >= among.min()
                                && containment
                                        .compare(mine.item(), among.item(), depth)
                                        .isEmpty())
                || (inner.min() >= among.min() && all(among.item(), depth));
        if (!same && !(enough && among.max() == Strings.NO_BOUND)) {
            gaps.add(containment.sampled(
                    pairing, Kind.ITEMS, "contains", "what an array contains is compared only where it is the same"));
        }
    }

    private boolean all(Place item, int depth) {
        for (int i = 0; i <= inner.first().size() && i < longest; i++) {
            if (!containment.compare(inner.at(i), item, depth).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(Among mine, Among its) {
        return mine.min() >= its.min()
                && mine.max() <= its.max()
                && text(containment.inner(), mine.item()).equals(text(containment.outer(), its.item()));
    }

    private static List<String> text(Alternatives alternatives, Place place) {
        return place.schemas().stream()
                .map(schema -> schema.startsWith("#") ? Text.of(alternatives.tree(), schema) : schema)
                .sorted()
                .toList();
    }

    /** Where an item can't be, the array ends before. */
    private int longest() {
        for (int i = 0; i <= inner.first().size(); i++) {
            if (containment.inner().isEmpty(inner.at(i))) {
                return Math.min(i, inner.max());
            }
        }
        return inner.max();
    }

    private @Nullable JsonNode array(int length, Map<Integer, JsonNode> given) {
        return containment.instances().array(pairing.inner(), length, given);
    }

    private static JsonNode known(@Nullable JsonNode item) {
        return java.util.Objects.requireNonNull(item);
    }
}
