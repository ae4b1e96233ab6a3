package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Gap.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether all that one schema allows, another does, by structural comparison of their meanings. Recursive schemas come to
 * an end because a pair of places that is being compared is taken for contained until that is refuted. What is found is
 * shown by an instance which the validator has seen under both, or is called unclear.
 */
final class Containment {

    private static final int DEEPEST = 120;
    private static final int MOST_GAPS = 40;
    private static final int SAMPLES = 30;

    private record Pair(Place inner, Place outer) {}

    private final Alternatives inner;
    private final Alternatives outer;
    private final Instances instances;
    private final Splitting splitting;
    private final Map<Pair, List<Gap>> known = new HashMap<>();
    private final Set<Pair> assumed = new HashSet<>();

    /** The pairs found contained, in their order, since some of them rest on what is only assumed. */
    private final List<Pair> contained = new ArrayList<>();

    Containment(SchemaTree inner, SchemaTree outer) {
        this.inner = new Alternatives(inner);
        this.outer = new Alternatives(outer);
        this.instances = new Instances(this.inner);
        this.splitting = new Splitting(this.inner, this.outer);
    }

    /** Where the inner document allows what the outer does not; empty if it never does. */
    List<Gap> gaps() {
        return compare(Place.at("#"), Place.at("#"), 0).stream()
                .map(this::proved)
                .toList();
    }

    Alternatives inner() {
        return inner;
    }

    Alternatives outer() {
        return outer;
    }

    Instances instances() {
        return instances;
    }

    private Gap proved(Gap gap) {
        JsonNode witness = gap.witness();
        if (witness == null) {
            return gap.unproved("no whole instance could be made that shows it");
        }
        try {
            return isRefused(new Pair(Place.at("#"), Place.at("#")), witness)
                    ? gap
                    : gap.unproved("the instance that should show it does not: " + witness);
        } catch (TooComplexException e) {
            return gap.unproved(String.valueOf(e.getMessage()));
        }
    }

    List<Gap> compare(Place mine, Place its, int depth) {
        Pair pair = new Pair(mine, its);
        if (its.equals(Place.ANYTHING) || assumed.contains(pair)) {
            return List.of();
        }
        List<Gap> gaps = known.get(pair);
        if (gaps == null) {
            int before = contained.size();
            assumed.add(pair);
            gaps = decideOrSay(pair, depth);
            assumed.remove(pair);
            if (gaps.isEmpty()) {
                contained.add(pair);
            } else { // what was found meanwhile may have rested on this one
                List<Pair> doubtful = contained.subList(before, contained.size());
                doubtful.forEach(known::remove);
                doubtful.clear();
            }
            known.put(pair, gaps);
        }
        return gaps;
    }

    private List<Gap> decideOrSay(Pair pair, int depth) {
        try {
            if (depth > DEEPEST) {
                throw new TooComplexException("#", "the schema is nested more than " + DEEPEST + " levels deep");
            }
            return decide(pair, depth + 1);
        } catch (TooComplexException e) {
            return List.of(new Gap(
                    Kind.UNCLEAR,
                    "",
                    List.of(),
                    pair.inner.schemas(),
                    pair.outer.schemas(),
                    null,
                    String.valueOf(e.getMessage())));
        }
    }

    private List<Gap> decide(Pair pair, int depth) {
        List<Gap> gaps = new ArrayList<>();
        for (Alternative alternative : inner.of(pair.inner)) {
            for (JsonType type : alternative.types()) {
                if (!inner.isEmpty(alternative, type) && gaps.size() < MOST_GAPS) {
                    gaps.addAll(ofType(alternative, type, pair, depth));
                }
            }
        }
        return gaps;
    }

    /** What propertyNames compares: the strings alone. */
    List<Gap> compareStrings(Place mine, Place its, int depth) {
        List<Gap> gaps = new ArrayList<>();
        for (Alternative alternative : inner.of(mine)) {
            if (alternative.types().contains(JsonType.STRING)) {
                gaps.addAll(ofType(alternative, JsonType.STRING, new Pair(mine, its), depth));
            }
        }
        return gaps;
    }

    private List<Gap> ofType(Alternative alternative, JsonType type, Pair pair, int depth) {
        List<Pairing> pairings = outer.of(pair.outer).stream()
                .filter(other -> other.types().contains(type) && !outer.isEmpty(other, type))
                .map(other -> new Pairing(type, alternative, other, pair.inner, pair.outer))
                .toList();
        List<Pairing> meeting = pairings.stream()
                .filter(pairing -> !splitting.isExcluded(pairing))
                .toList();
        pairings = meeting.isEmpty() ? pairings : meeting;
        List<JsonNode> listed = alternative.listed(type);
        if (listed != null) {
            return values(listed, pairings, type, alternative, pair);
        }
        if (pairings.isEmpty()) {
            return List.of(refused(type, alternative, pair, instances.least(alternative, type)));
        }
        if (pairings.size() == 1) {
            return shape(pairings.get(0), depth);
        }
        return union(alternative, type, pairings, pair, depth);
    }

    private Gap refused(JsonType type, Alternative alternative, Pair pair, @Nullable JsonNode witness) {
        return new Gap(
                Kind.TYPE,
                "type",
                List.of(),
                Pairing.sources(alternative, pair.inner),
                pair.outer.schemas(),
                witness,
                witness == null ? "no " + type.word() + " could be made" : "");
    }

    private List<Gap> values(
            List<JsonNode> values, List<Pairing> pairings, JsonType type, Alternative alternative, Pair pair) {
        List<Gap> gaps = new ArrayList<>();
        for (JsonNode value : values) {
            if (inner.tree().allows(pair.inner, value) && !outer.tree().allows(pair.outer, value)) {
                gaps.add(
                        pairings.isEmpty()
                                ? refused(type, alternative, pair, value)
                                : Refusal.of(pairings.get(0), value));
            }
        }
        return gaps;
    }

    private List<Gap> shape(Pairing pairing, int depth) {
        if (pairing.outer().values() != null) {
            List<BigDecimal> numbers = pairing.type() == JsonType.NUMBER
                    ? pairing.inner().numbers().listed()
                    : null;
            boolean all = numbers != null
                    && numbers.stream().allMatch(number -> allowed(pairing.outerPlace(), Values.number(number)));
            return all
                    ? List.of()
                    : List.of(sampled(pairing, Kind.VALUE, "enum", "no value was found that is not listed"));
        }
        List<Gap> gaps = new ArrayList<>(
                switch (pairing.type()) {
                    case NUMBER -> NumberContainment.gaps(pairing);
                    case STRING -> StringContainment.gaps(pairing);
                    case ARRAY -> new ArrayContainment(this, pairing).gaps(depth);
                    case OBJECT -> new ObjectContainment(this, pairing).gaps(depth);
                    default -> List.of();
                });
        for (String text : pairing.outer().unclear()) {
            if (!pairing.inner().unclear().contains(text)) {
                String keyword = text.substring(2, text.indexOf('"', 2));
                gaps.add(sampled(
                        pairing,
                        Kind.BRANCH,
                        keyword,
                        "'" + keyword
                                + "' is compared only where it is the same, since its meaning is not a plain union"));
            }
        }
        return gaps;
    }

    /** Several alternatives could contain it: one alone, or all together after it was split. */
    private List<Gap> union(Alternative alternative, JsonType type, List<Pairing> pairings, Pair pair, int depth) {
        List<List<Gap>> tried = new ArrayList<>();
        for (Pairing pairing : pairings) {
            List<Gap> gaps = shape(pairing, depth);
            if (gaps.isEmpty()) {
                return gaps;
            }
            tried.add(gaps);
        }
        List<Alternative> split = splitting.parts(alternative, type, pairings);
        if (split.size() > 1) {
            List<Gap> gaps = new ArrayList<>();
            for (Alternative part : split) {
                if (!inner.isEmpty(part, type)) {
                    gaps.addAll(ofType(part, type, pair, depth));
                }
            }
            return gaps;
        }
        List<BigDecimal> numbers =
                type == JsonType.NUMBER ? alternative.numbers().listed() : null;
        if (numbers != null && numbers.stream().allMatch(number -> allowed(pair.outer, Values.number(number)))) {
            return List.of();
        }
        tried.sort(Comparator.comparingInt(List::size));
        for (List<Gap> gaps : tried) {
            List<Gap> shown = gaps.stream()
                    .filter(gap -> gap.witness() != null && isRefused(pair, gap.witness()))
                    .toList();
            if (!shown.isEmpty()) {
                return shown;
            }
        }
        return List.of(sampled(
                pairings.get(0),
                Kind.BRANCH,
                "anyOf",
                "no single branch contains it, and what all contain together is" + " not computed"));
    }

    private boolean isRefused(Pair pair, JsonNode witness) {
        return inner.tree().allows(pair.inner, witness) && !outer.tree().allows(pair.outer, witness);
    }

    private boolean allowed(Place place, JsonNode value) {
        return outer.tree().allows(place, value);
    }

    /** Where nothing is decided, an instance may still show it. */
    Gap sampled(Pairing pairing, Kind kind, String keyword, String reason) {
        int count = pairing.outer().values() == null
                ? SAMPLES
                : SAMPLES + pairing.outer().values().size();
        return instances.some(pairing.inner(), pairing.type(), count).stream()
                .filter(value -> isRefused(new Pair(pairing.innerPlace(), pairing.outerPlace()), value))
                .findFirst()
                .map(value -> pairing.gap(kind, keyword, value))
                .orElseGet(() -> pairing.unclear(keyword, reason));
    }
}
