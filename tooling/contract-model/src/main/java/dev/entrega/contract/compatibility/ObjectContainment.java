package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.entrega.contract.compatibility.Gap.Kind;
import dev.entrega.contract.pattern.UnsupportedPatternException;
import dev.entrega.contract.pattern.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether the objects of one alternative are among those of another: name by name, and for all names nobody tells. */
final class ObjectContainment {

    private static final int MOST_PATTERNS = 5;

    private final Containment containment;
    private final Pairing pairing;
    private final Objects inner;
    private final Objects outer;
    private final Set<String> told;
    private final List<String> others = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    ObjectContainment(Containment containment, Pairing pairing) {
        this.containment = containment;
        this.pairing = pairing;
        this.inner = pairing.inner().objects();
        this.outer = pairing.outer().objects();
        this.told = new TreeSet<>(inner.namesTold());
        told.addAll(outer.namesTold());
        told.addAll(outer.dependent().keySet());
    }

    List<Gap> gaps(int depth) {
        required();
        told.stream().filter(this::mayBe).forEach(name -> property(name, depth, false));
        findOthers();
        others.forEach(name -> property(name, depth, true));
        names(depth);
        sizes();
        dependencies();
        return gaps;
    }

    private void required() {
        Set<String> there = inner.together(Set.of());
        for (String name : outer.required()) {
            if (!there.contains(name)) {
                gaps.add(about(name, Kind.REQUIRED, "required", object(Map.of())));
            }
        }
    }

    private void property(String name, int depth, boolean other) {
        Place mine = inner.at(name);
        Place its = outer.at(name);
        if (containment.outer().isEmpty(its)) {
            JsonNode value = containment.instances().least(mine);
            Kind kind = other ? Kind.OTHERS : Kind.PROPERTY;
            gaps.add(about(name, kind, "additionalProperties", value == null ? null : with(name, value)));
            return;
        }
        containment.compare(mine, its, depth).stream()
                .map(gap -> gap.within(name, value -> with(name, java.util.Objects.requireNonNull(value))))
                .forEach(gaps::add);
    }

    /** A name for each set of patterns that a name can match, other than those that are told. */
    private void findOthers() {
        Set<String> all = new TreeSet<>(inner.patternsTold());
        all.addAll(outer.patternsTold());
        List<String> patterns = List.copyOf(all);
        if (patterns.size() > MOST_PATTERNS) {
            gaps.add(pairing.unclear(
                    "patternProperties", "there are more than " + MOST_PATTERNS + " patterns for names"));
            return;
        }
        for (int chosen = 0; chosen < 1 << patterns.size(); chosen++) {
            List<String> matching = new ArrayList<>();
            List<String> not = new ArrayList<>();
            for (int i = 0; i < patterns.size(); i++) {
                ((chosen & 1 << i) != 0 ? matching : not).add(patterns.get(i));
            }
            findOther(matching, not.isEmpty() ? null : String.join("|", not));
        }
    }

    private void findOther(List<String> matching, @Nullable String not) {
        try {
            Words.Found found = Words.find(matching, not, 1, Strings.NO_BOUND, 2 * told.size() + 10);
            var name = found.words().stream()
                    .filter(word -> !told.contains(word) && isName(word))
                    .findFirst();
            if (name.isPresent()) {
                if (mayBe(name.get())) {
                    others.add(name.get());
                }
            } else if (inner.names().equals(Place.ANYTHING)) {
                if (!found.complete()) {
                    gaps.add(pairing.unclear("patternProperties", "no name was found that tells its patterns apart"));
                }
            } else {
                findAllowedName(matching, not);
            }
        } catch (UnsupportedPatternException e) {
            gaps.add(pairing.unclear("patternProperties", "a pattern for names has " + e.getMessage()));
        }
    }

    private void findAllowedName(List<String> matching, @Nullable String not) {
        List<String> names = new ArrayList<>();
        boolean all = true;
        for (Alternative alternative : containment.inner().of(inner.names())) {
            List<JsonNode> listed = alternative.listed(JsonType.STRING);
            all &= listed != null;
            (listed != null ? listed : containment.instances().some(alternative, JsonType.STRING, 2 * told.size() + 10))
                    .forEach(name -> names.add(name.textValue()));
        }
        List<String> fitting = names.stream()
                .filter(name -> !told.contains(name) && isName(name))
                .filter(name -> matching.stream().allMatch(pattern -> Objects.matches(pattern, name)))
                .filter(name -> not == null || !Objects.matches(not, name))
                .filter(this::mayBe)
                .toList();
        if (fitting.isEmpty() && !all) {
            gaps.add(pairing.unclear("propertyNames", "no name was found that is allowed"));
        }
        others.addAll(all ? fitting : fitting.subList(0, Math.min(1, fitting.size())));
    }

    private void names(int depth) {
        if (outer.names().equals(Place.ANYTHING)) {
            return;
        }
        for (String name : told) {
            if (mayBe(name) && !containment.outer().tree().allows(outer.names(), text(name))) {
                JsonNode value = containment.instances().least(inner.at(name));
                gaps.add(about(name, Kind.PROPERTY, "propertyNames", value == null ? null : with(name, value)));
            }
        }
        if (!others.isEmpty()) {
            containment.compareStrings(inner.names(), outer.names(), depth).stream()
                    .map(gap -> gap.within(others.get(0), this::named))
                    .forEach(gaps::add);
        }
    }

    private @Nullable JsonNode named(@Nullable JsonNode name) {
        String text = name == null ? "" : name.asText();
        JsonNode value = containment.instances().least(inner.at(text));
        return value == null ? null : with(text, value);
    }

    private void sizes() {
        int least = Math.max(inner.min(), inner.required().size());
        if (outer.min() > least) {
            gaps.add(pairing.gap(Kind.BOUND, "minProperties", object(Map.of())));
        }
        int most = others.isEmpty()
                ? Math.min(inner.max(), (int) told.stream().filter(this::mayBe).count())
                : inner.max();
        if (outer.max() < most) {
            JsonNode large = containment.instances().object(pairing.inner(), Map.of(), outer.max() + 1);
            gaps.add(pairing.gap(Kind.BOUND, "maxProperties", large));
        }
    }

    private void dependencies() {
        outer.dependent().forEach((name, needed) -> {
            if (mayBe(name)) {
                Set<String> there = inner.together(Set.of(name));
                needed.stream().filter(other -> !there.contains(other)).forEach(other -> {
                    JsonNode value = containment.instances().least(inner.at(name));
                    gaps.add(
                            about(other, Kind.REQUIRED, "dependentRequired", value == null ? null : with(name, value)));
                });
            }
        });
    }

    private boolean mayBe(String name) {
        Set<String> together = inner.together(Set.of(name));
        return together.size() <= inner.max()
                && together.stream().noneMatch(each -> containment.inner().isEmpty(inner.at(each)))
                && isName(name);
    }

    private boolean isName(String name) {
        return containment.inner().tree().allows(inner.names(), text(name));
    }

    /** About the property itself rather than the object. */
    private Gap about(String name, Kind kind, String keyword, @Nullable JsonNode witness) {
        Gap gap = pairing.gap(kind, keyword, witness);
        return new Gap(kind, keyword, List.of(name), gap.inner(), gap.outer(), witness, gap.reason());
    }

    private @Nullable JsonNode with(String name, JsonNode value) {
        return object(Map.of(name, value));
    }

    private @Nullable JsonNode object(Map<String, JsonNode> given) {
        return containment.instances().object(pairing.inner(), given);
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}
