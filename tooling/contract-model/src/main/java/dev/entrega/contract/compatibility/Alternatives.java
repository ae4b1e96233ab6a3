package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Objects.Rest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The meaning of schemas: the alternatives whose union they are, with references followed and what combines schemas
 * multiplied out. Works place by place and only where asked, so that recursion does no harm.
 */
final class Alternatives {

    private static final int MOST = 300;
    private static final int MOST_BRANCHES_TOGETHER = 8;
    private static final int DEEPEST_PROOF = 8;

    private final SchemaTree tree;
    private final Map<Place, List<Alternative>> known = new HashMap<>();
    private final Set<Place> provedEmpty = new HashSet<>();
    private final Set<Place> busy = new HashSet<>();

    Alternatives(SchemaTree tree) {
        this.tree = tree;
    }

    SchemaTree tree() {
        return tree;
    }

    /** @throws TooComplexException if there are too many */
    List<Alternative> of(Place place) {
        List<Alternative> alternatives = known.get(place);
        if (alternatives == null) {
            busy.add(place);
            try {
                alternatives = List.of(Alternative.ALL);
                for (String schema : place.schemas()) {
                    alternatives = product(schema, alternatives, read(schema, Set.of()));
                }
            } finally {
                busy.remove(place);
            }
            known.put(place, alternatives);
        }
        return alternatives;
    }

    /** Whether it is certain that nothing fulfils what holds at a place. */
    boolean isEmpty(Place place) {
        return isEmpty(place, 0);
    }

    private boolean isEmpty(Place place, int depth) {
        if (place.equals(Place.NOTHING) || provedEmpty.contains(place)) {
            return true;
        }
        if (place.schemas().isEmpty() || depth > DEEPEST_PROOF || busy.contains(place)) {
            return false;
        }
        boolean empty = of(place).stream()
                .allMatch(alternative ->
                        alternative.types().stream().allMatch(type -> isEmpty(alternative, type, depth + 1)));
        if (empty) {
            provedEmpty.add(place);
        }
        return empty;
    }

    /** Whether it is certain that no value of a type fulfils an alternative. */
    boolean isEmpty(Alternative alternative, JsonType type) {
        return isEmpty(alternative, type, 0);
    }

    private boolean isEmpty(Alternative alternative, JsonType type, int depth) {
        List<JsonNode> listed = alternative.listed(type);
        if (listed != null) {
            return listed.isEmpty();
        }
        return switch (type) {
            case NUMBER -> alternative.numbers().isEmpty();
            case STRING -> alternative.strings().min() > alternative.strings().max();
            case ARRAY -> isEmpty(alternative.arrays(), depth);
            case OBJECT -> isEmpty(alternative.objects(), depth);
            default -> false;
        };
    }

    private boolean isEmpty(Arrays arrays, int depth) {
        if (arrays.min() > arrays.max()) {
            return true;
        }
        int looked = Math.min(arrays.min(), arrays.first().size() + 1);
        for (int i = 0; i < looked; i++) {
            if (isEmpty(arrays.at(i), depth)) {
                return true;
            }
        }
        return false;
    }

    private boolean isEmpty(Objects objects, int depth) {
        Set<String> needed = objects.together(Set.of());
        return objects.min() > objects.max()
                || needed.size() > objects.max()
                || needed.stream().anyMatch(name -> isEmpty(objects.at(name), depth));
    }

    private List<Alternative> read(String schema, Set<String> trail) {
        if (schema.equals(Place.NOTHING_FITS)) {
            return List.of();
        }
        if (schema.startsWith(Place.CONSTANT)) {
            JsonNode value = Values.plain(SchemaTree.constant(schema));
            Alternative all = Alternative.ALL;
            return List.of(new Alternative(
                    Set.of(JsonType.of(value)),
                    Set.of(value),
                    all.numbers(),
                    all.strings(),
                    all.arrays(),
                    all.objects(),
                    Set.of(),
                    all.seen(),
                    Set.of()));
        }
        JsonNode node = tree.at(schema);
        if (node.isBoolean()) {
            return node.booleanValue() ? List.of(Alternative.ALL) : List.of();
        }
        if (!node.isObject()) {
            throw new TooComplexException(schema, "this is no schema");
        }
        if (trail.contains(schema)) {
            throw new TooComplexException(schema, "this schema refers to itself without anything in between");
        }
        Set<String> below = new HashSet<>(trail);
        below.add(schema);
        return combined(schema, node, below);
    }

    private List<Alternative> combined(String pointer, JsonNode schema, Set<String> trail) {
        List<Alternative> result = List.of(new SchemaReader(pointer, schema).read());
        if (schema.path("$ref").isTextual()) {
            String target = tree.target(pointer, schema.path("$ref").textValue());
            result = product(pointer, result, read(target, trail));
        }
        boolean watched = schema.has("unevaluatedProperties");
        for (String branch : branches(pointer, schema, "allOf")) {
            result = product(pointer, result, read(branch, trail));
        }
        if (schema.has("anyOf")) {
            result = product(pointer, result, any(pointer, branches(pointer, schema, "anyOf"), trail));
        }
        if (schema.has("oneOf")) {
            result = product(pointer, result, one(pointer, schema, trail));
        }
        for (var each : schema.path("dependentSchemas").properties()) {
            String dependent = Pointer.below(Pointer.below(pointer, "dependentSchemas"), each.getKey());
            result = product(pointer, result, dependent(each.getKey(), read(dependent, trail)));
        }
        Set<String> unclear = SchemaReader.unclear(schema);
        for (String keyword : unclear) {
            String text = Text.of(tree, pointer, keyword);
            result = result.stream()
                    .map(each -> each.unclearAbout(text))
                    .map(each -> keyword.equals("if") ? each.seeingAll() : each)
                    .toList();
        }
        return watched ? unevaluated(pointer, schema, result) : result;
    }

    private List<String> branches(String pointer, JsonNode schema, String keyword) {
        List<String> branches = new ArrayList<>();
        for (int i = 0; i < schema.path(keyword).size(); i++) {
            branches.add(Pointer.below(Pointer.below(pointer, keyword), Integer.toString(i)));
        }
        return branches;
    }

    /** Which branches hold together matters only where what they have seen is counted. */
    private List<Alternative> any(String pointer, List<String> branches, Set<String> trail) {
        List<List<Alternative>> read = new ArrayList<>();
        branches.forEach(branch -> read.add(read(branch, trail)));
        List<Alternative> union = new ArrayList<>();
        read.forEach(union::addAll);
        boolean seenMatters = countsSeen()
                && union.stream()
                                .filter(each -> !each.seen().equals(Alternative.Seen.NOTHING))
                                .count()
                        > 1;
        if (!seenMatters) {
            return union;
        }
        if (branches.size() > MOST_BRANCHES_TOGETHER) {
            throw new TooComplexException(
                    pointer,
                    "anyOf has more than " + MOST_BRANCHES_TOGETHER + " branches beside unevaluatedProperties");
        }
        for (int chosen = 1; chosen < 1 << branches.size(); chosen++) {
            if (Integer.bitCount(chosen) > 1) {
                union.addAll(together(pointer, read, chosen));
            }
        }
        return union;
    }

    private List<Alternative> together(String pointer, List<List<Alternative>> branches, int chosen) {
        List<Alternative> together = List.of(Alternative.ALL);
        for (int i = 0; i < branches.size() && !together.isEmpty(); i++) {
            if ((chosen & 1 << i) != 0) {
                together = product(pointer, together, branches.get(i));
            }
        }
        return together;
    }

    private boolean countsSeen() {
        return tree.root().findValue("unevaluatedProperties") != null;
    }

    /** A union, if no value fulfils two branches; else the union is too large, and that is said. */
    private List<Alternative> one(String pointer, JsonNode schema, Set<String> trail) {
        List<List<Alternative>> read = new ArrayList<>();
        branches(pointer, schema, "oneOf").forEach(branch -> read.add(read(branch, trail)));
        boolean disjoint = true;
        List<Alternative> union = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            union.addAll(read.get(i));
            for (int j = 0; j < i; j++) {
                disjoint &= product(pointer, read.get(i), read.get(j)).stream()
                        .allMatch(both -> both.types().stream().allMatch(type -> isEmpty(both, type)));
            }
        }
        if (disjoint) {
            return union;
        }
        String text = Text.of(tree, pointer, "oneOf");
        return union.stream().map(each -> each.unclearAbout(text)).toList();
    }

    private List<Alternative> dependent(String name, List<Alternative> dependent) {
        List<Alternative> result = new ArrayList<>();
        result.add(Alternative.ALL.with(Objects.with(name, Place.NOTHING)));
        dependent.forEach(each -> result.add(each.with(Objects.requiring(Set.of(name)))));
        return result;
    }

    private List<Alternative> unevaluated(String pointer, JsonNode schema, List<Alternative> alternatives) {
        JsonNode value = schema.path("unevaluatedProperties");
        Place place = value.isBoolean()
                ? value.booleanValue() ? Place.ANYTHING : Place.NOTHING
                : Place.at(Pointer.below(pointer, "unevaluatedProperties"));
        String text = Text.of(tree, pointer);
        return alternatives.stream()
                .map(each -> each.seen().all()
                        ? each.unclear().isEmpty() ? each : each.unclearAbout(text)
                        : each.with(new Objects(
                                Map.of(),
                                Map.of(),
                                List.of(new Rest(
                                        each.seen().names(), each.seen().patterns(), place)),
                                Place.ANYTHING,
                                Set.of(),
                                Map.of(),
                                0,
                                Strings.NO_BOUND)))
                .map(Alternative::seeingAll)
                .toList();
    }

    private List<Alternative> product(String pointer, List<Alternative> left, List<Alternative> right) {
        Set<Alternative> product = new LinkedHashSet<>();
        for (Alternative one : left) {
            for (Alternative other : right) {
                Alternative both = one.and(other);
                if (both.types().stream().anyMatch(type -> !isEmpty(both, type, DEEPEST_PROOF + 1))) {
                    product.add(both);
                }
                if (product.size() > MOST) {
                    throw new TooComplexException(
                            pointer, "there are more than " + MOST + " combinations of alternatives");
                }
            }
        }
        return List.copyOf(product);
    }
}
