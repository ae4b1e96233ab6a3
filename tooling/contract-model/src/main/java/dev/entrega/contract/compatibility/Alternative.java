package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One way to fulfil a schema, without any "or" in it: a value of one of the types that fulfils what is said of its type.
 *
 * @param values  if not null, only these
 * @param unclear what is said beside this in keywords that have no place here, by their text without annotations. The
 *                alternative then allows more than the schema does: what is contained without it is contained with it.
 * @param seen    the properties that keywords beside {@code unevaluatedProperties} have looked at
 * @param sources the schemas that it comes from
 */
record Alternative(
        Set<JsonType> types,
        @Nullable Set<JsonNode> values,
        Numbers numbers,
        Strings strings,
        Arrays arrays,
        Objects objects,
        Set<String> unclear,
        Seen seen,
        Set<String> sources) {

    static final Alternative ALL = new Alternative(
            JsonType.all(), null, Numbers.ALL, Strings.ALL, Arrays.ALL, Objects.ALL, Set.of(), Seen.NOTHING, Set.of());

    /** Names, patterns of names, or all. */
    record Seen(Set<String> names, Set<String> patterns, boolean all) {
        static final Seen NOTHING = new Seen(Set.of(), Set.of(), false);

        Seen and(Seen other) {
            return new Seen(
                    Strings.union(names, other.names), Strings.union(patterns, other.patterns), all || other.all);
        }
    }

    Alternative and(Alternative other) {
        Set<JsonType> both = EnumSet.noneOf(JsonType.class);
        types.stream().filter(other.types::contains).forEach(both::add);
        Set<String> origins = new LinkedHashSet<>(sources);
        origins.addAll(other.sources);
        return new Alternative(
                both,
                common(values, other.values),
                numbers.and(other.numbers),
                strings.and(other.strings),
                arrays.and(other.arrays),
                objects.and(other.objects),
                Strings.union(unclear, other.unclear),
                seen.and(other.seen),
                origins);
    }

    private static @Nullable Set<JsonNode> common(@Nullable Set<JsonNode> a, @Nullable Set<JsonNode> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Set<JsonNode> common = new LinkedHashSet<>(a);
        common.retainAll(b);
        return common;
    }

    Alternative ofType(JsonType type) {
        return new Alternative(EnumSet.of(type), values, numbers, strings, arrays, objects, unclear, seen, sources);
    }

    Alternative with(Objects more) {
        return new Alternative(types, values, numbers, strings, arrays, objects.and(more), unclear, seen, sources);
    }

    Alternative seeingAll() {
        return new Alternative(
                types, values, numbers, strings, arrays, objects, unclear, new Seen(Set.of(), Set.of(), true), sources);
    }

    Alternative unclearAbout(String text) {
        Set<String> more = new TreeSet<>(unclear);
        more.add(text);
        return new Alternative(types, values, numbers, strings, arrays, objects, more, seen, sources);
    }

    /** The values of a type, if it has few enough to name them: those of an enum, true and false, null. */
    @Nullable
    List<JsonNode> listed(JsonType type) {
        if (values == null) {
            return Values.of(type);
        }
        List<JsonNode> listed = new ArrayList<>();
        values.stream().filter(value -> JsonType.of(value) == type).forEach(listed::add);
        return listed;
    }
}
