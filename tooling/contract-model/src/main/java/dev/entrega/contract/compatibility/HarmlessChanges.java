package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Properties, and values of extensible enums, that are in one version alone, wherever both have the same structure. */
final class HarmlessChanges {

    private static final String ADDED = "Readers that run now ignore it, and events from before it do not have it.";
    private static final String REMOVED =
            "Readers that knew it did not rely on it. Its name is burnt: it must never come"
                    + " back with another meaning.";

    private final SchemaTree earlier;
    private final SchemaTree later;
    private final Set<String> seen = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();

    HarmlessChanges(JsonNode earlier, JsonNode later) {
        this.earlier = new SchemaTree(earlier);
        this.later = new SchemaTree(later);
    }

    List<Change> changes() {
        compare("#", "#", List.of());
        return changes;
    }

    private void compare(String before, String after, List<String> path) {
        String from = resolved(earlier, before);
        String to = resolved(later, after);
        if (!seen.add(from + " " + to)) {
            return;
        }
        JsonNode old = earlier.at(from);
        JsonNode now = later.at(to);
        properties(from, to, path);
        for (String keyword : List.of("items", "additionalProperties")) {
            if (old.path(keyword).isObject() && now.path(keyword).isObject()) {
                compare(Pointer.below(from, keyword), Pointer.below(to, keyword), longer(path, "*"));
            }
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            if (old.path(keyword).size() == now.path(keyword).size()) {
                for (int i = 0; i < old.path(keyword).size(); i++) {
                    String branch = keyword + "/" + i;
                    compare(from + "/" + branch, to + "/" + branch, path);
                }
            }
        }
        if (old.path("x-extensible-enum").asBoolean()
                && now.path("x-extensible-enum").asBoolean()) {
            values(old.path("enum"), now.path("enum"), Pointer.below(to, "enum"), path);
        }
    }

    private void properties(String from, String to, List<String> path) {
        JsonNode old = earlier.at(from).path("properties");
        JsonNode now = later.at(to).path("properties");
        String before = Pointer.below(from, "properties");
        String after = Pointer.below(to, "properties");
        Set<String> names = new LinkedHashSet<>();
        old.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            List<String> place = longer(path, name);
            if (old.has(name) && now.has(name)) {
                compare(Pointer.below(before, name), Pointer.below(after, name), place);
            } else {
                boolean added = now.has(name);
                add(
                        added ? Rule.PROPERTY_ADDED : Rule.PROPERTY_REMOVED,
                        Pointer.below(after, name),
                        place,
                        "'" + name + "' is " + (added ? "new. " + ADDED : "gone. " + REMOVED));
            }
        }
    }

    private void values(JsonNode old, JsonNode now, String pointer, List<String> path) {
        Set<JsonNode> before = Values.each(old);
        Set<JsonNode> after = Values.each(now);
        after.stream()
                .filter(value -> !before.contains(value))
                .forEach(value -> add(
                        Rule.ENUM_VALUE_ADDED,
                        pointer,
                        path,
                        value + " is new. Readers that run now take it, since this enum is extensible."));
        before.stream()
                .filter(value -> !after.contains(value))
                .forEach(value -> add(
                        Rule.ENUM_VALUE_REMOVED,
                        pointer,
                        path,
                        value + " is gone. Readers of this version still take it, since this enum is extensible."));
    }

    private void add(Rule rule, String pointer, List<String> path, String why) {
        changes.add(new Change(rule, Severity.INFO, pointer, path, why, "", null));
    }

    private static List<String> longer(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    static String resolved(SchemaTree tree, String pointer) {
        String at = pointer;
        Set<String> trail = new HashSet<>();
        while (trail.add(at) && tree.at(at).path("$ref").isTextual()) {
            String target = tree.at(at).path("$ref").textValue();
            if (!target.startsWith("#") || tree.at(target).isMissingNode()) {
                return at;
            }
            at = target;
        }
        return at;
    }
}
