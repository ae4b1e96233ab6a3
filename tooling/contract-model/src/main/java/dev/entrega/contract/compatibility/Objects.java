package dev.entrega.contract.compatibility;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The objects whose properties fulfil what holds for their names.
 *
 * @param properties by name
 * @param patterns   by a pattern of the name
 * @param rests      what holds for all others, others than which each says itself
 * @param names      what the names themselves fulfil
 * @param required   the names that are there
 * @param dependent  the names that are there if another is
 */
record Objects(
        Map<String, Place> properties,
        Map<String, Place> patterns,
        List<Rest> rests,
        Place names,
        Set<String> required,
        Map<String, Set<String>> dependent,
        int min,
        int max) {

    static final Objects ALL =
            new Objects(Map.of(), Map.of(), List.of(), Place.ANYTHING, Set.of(), Map.of(), 0, Strings.NO_BOUND);

    /** What a property fulfils that has none of the names and matches none of the patterns. */
    record Rest(Set<String> names, Set<String> patterns, Place schema) {
        boolean covers(String name) {
            return !names.contains(name) && patterns.stream().noneMatch(pattern -> matches(pattern, name));
        }
    }

    static Objects with(String name, Place place) {
        return new Objects(
                Map.of(name, place), Map.of(), List.of(), Place.ANYTHING, Set.of(), Map.of(), 0, Strings.NO_BOUND);
    }

    static Objects requiring(Set<String> names) {
        return new Objects(Map.of(), Map.of(), List.of(), Place.ANYTHING, names, Map.of(), 0, Strings.NO_BOUND);
    }

    /** What holds for the property of a name. */
    Place at(String name) {
        Place place = properties.getOrDefault(name, Place.ANYTHING);
        for (var pattern : patterns.entrySet()) {
            if (matches(pattern.getKey(), name)) {
                place = place.and(pattern.getValue());
            }
        }
        for (Rest rest : rests) {
            if (rest.covers(name)) {
                place = place.and(rest.schema);
            }
        }
        return place;
    }

    /** The names that are there whenever some are. */
    Set<String> together(Set<String> names) {
        Set<String> there = new TreeSet<>(names);
        there.addAll(required);
        boolean more = !dependent.isEmpty();
        while (more) {
            Set<String> next = new TreeSet<>();
            there.forEach(name -> next.addAll(dependent.getOrDefault(name, Set.of())));
            more = there.addAll(next);
        }
        return there;
    }

    /** Every name that is told from others. */
    Set<String> namesTold() {
        Set<String> all = new TreeSet<>(properties.keySet());
        all.addAll(required);
        rests.forEach(rest -> all.addAll(rest.names));
        return all;
    }

    Set<String> patternsTold() {
        Set<String> all = new TreeSet<>(patterns.keySet());
        rests.forEach(rest -> all.addAll(rest.patterns));
        return all;
    }

    Objects and(Objects other) {
        List<Rest> both = new ArrayList<>(rests);
        other.rests.stream().filter(rest -> !rests.contains(rest)).forEach(both::add);
        Map<String, Set<String>> dependencies = new TreeMap<>(dependent);
        other.dependent.forEach((name, names) -> dependencies.merge(name, names, Strings::union));
        int fewest = Math.max(min, other.min);
        int most = Math.min(max, other.max);
        return new Objects(
                merge(properties, other.properties),
                merge(patterns, other.patterns),
                both,
                names.and(other.names),
                Strings.union(required, other.required),
                dependencies,
                fewest,
                most);
    }

    private static Map<String, Place> merge(Map<String, Place> a, Map<String, Place> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Map<String, Place> merged = new TreeMap<>(a);
        b.forEach((name, place) -> merged.merge(name, place, Place::and));
        return merged;
    }

    /** As the validator does it: anywhere in the name. */
    static boolean matches(String pattern, String name) {
        return JDKRegularExpressionFactory.getInstance()
                .getRegularExpression(pattern)
                .matches(name);
    }
}
