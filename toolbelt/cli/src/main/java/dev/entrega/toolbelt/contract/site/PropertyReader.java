package dev.entrega.toolbelt.contract.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a schema as a list of properties, with all that it refers to and is composed of in place. For one thread. */
final class PropertyReader {

    /** Nobody reads on below; a schema that never ends would. */
    private static final int DEEPEST = 12;

    private final JsonNode root;
    private final List<Property> properties = new ArrayList<>();

    PropertyReader(JsonNode root) {
        this.root = root;
    }

    /** In the order of the schema, each followed by those inside of it. */
    List<Property> properties() {
        below(Shape.of(root, root), "", "", 0, Set.of());
        return List.copyOf(properties);
    }

    /** @param around references that lead here, which may lead here again */
    private void below(Shape shape, String pointer, String path, int depth, Set<String> around) {
        if (depth > DEEPEST || shape.references().stream().anyMatch(around::contains)) {
            return;
        }
        Set<String> inside = new HashSet<>(around);
        inside.addAll(shape.references());
        named(shape).forEach((name, schema) -> property(shape, pointer, path, name, schema, depth, inside));
        Shape items = shape.items();
        if (items != null) {
            below(items, pointer + "/*", path + "[]", depth, inside);
        }
        Shape entries = shape.entries();
        if (entries != null) {
            below(entries, pointer + "/*", path + ".*", depth, inside);
        }
        int number = 1;
        for (JsonNode branch : shape.branches()) {
            form(Shape.of(root, branch), pointer, path, depth, number++, inside);
        }
    }

    private void property(
            Shape around, String pointer, String path, String name, JsonNode schema, int depth, Set<String> inside) {
        var shape = Shape.of(root, schema);
        String full = path.isEmpty() ? name : path + "." + name;
        String place = pointer + "/" + name.replace("~", "~0").replace("/", "~1"); // RFC 6901, section 3
        properties.add(new Property(
                place,
                depth,
                full,
                name,
                shape.type(),
                around.required().contains(name),
                shape.bounds(),
                shape.text("description"),
                shape.has("x-pii"),
                shape.has("deprecated"),
                false,
                List.of()));
        below(shape, place, full, depth + 1, inside);
    }

    /** What only data of one form has. A branch that adds nothing, as {@code null} beside an object, has no heading. */
    private void form(Shape shape, String pointer, String path, int depth, int number, Set<String> inside) {
        if (named(shape).isEmpty() && shape.branches().isEmpty()) {
            return;
        }
        String title = shape.text("title");
        properties.add(Property.heading(
                depth,
                path,
                "Form " + number + (title.isEmpty() ? shape.name().isEmpty() ? "" : ": " + shape.name() : ": " + title),
                shape.text("description")));
        below(shape, pointer, path, depth + 1, inside);
    }

    /** A name that several parts of a composition have stands once, with what all of them say. */
    private static Map<String, JsonNode> named(Shape shape) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode part : shape.parts()) {
            part.path("properties").properties().forEach(each -> {
                if (names.add(each.getKey()) || !(each.getValue() instanceof ObjectNode more)) {
                    named.putIfAbsent(each.getKey(), each.getValue());
                } else if (named.get(each.getKey()) instanceof ObjectNode known) {
                    ObjectNode both = more.deepCopy();
                    both.setAll(known);
                    named.put(each.getKey(), both);
                }
            });
        }
        return named;
    }
}
