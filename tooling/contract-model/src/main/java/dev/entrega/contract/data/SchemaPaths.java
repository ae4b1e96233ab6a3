package dev.entrega.contract.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where in the data each place of a schema holds. A path is a JSON pointer with {@code *} for each item of a list and each
 * value of a map, as <code>/lines/*&#47;sku</code>; what a reference leads to holds in several.
 */
public final class SchemaPaths {

    private static final List<String> IN_PLACE = List.of("allOf", "anyOf", "oneOf");

    private final TreeMap<String, Set<String>> pathsByPointer = new TreeMap<>();
    private final TreeSet<String> properties = new TreeSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param schema of a whole contract, or the part of one that a view reads */
    public SchemaPaths(JsonNode schema) {
        this(List.of(schema));
    }

    /** @param schemas that the same data was once held against: what any of them names has a place */
    public SchemaPaths(List<JsonNode> schemas) {
        schemas.forEach(schema -> walk(schema, "#", schema, ""));
    }

    /** The paths of all properties, in alphabetical order. */
    public List<String> properties() {
        return List.copyOf(properties);
    }

    /**
     * Where in the data a place of the schema holds.
     *
     * @param pointer into the schema, as {@code #/properties/lines/items}; one into a keyword means the schema around it
     * @return empty if there is no such place
     */
    public Set<String> of(String pointer) {
        for (String place = pointer;
                !place.isEmpty();
                place = place.substring(0, Math.max(0, place.lastIndexOf('/')))) {
            var paths = pathsByPointer.get(place);
            if (paths != null) {
                return Set.copyOf(paths);
            }
        }
        return Set.of();
    }

    private void walk(JsonNode root, String pointer, JsonNode schema, String path) {
        if (open.contains(pointer)) {
            return; // Of its own kind: its paths are those of the outer one.
        }
        open.push(pointer);
        pathsByPointer.computeIfAbsent(pointer, place -> new TreeSet<>()).add(path);
        String reference = schema.path("$ref").asText();
        if (reference.startsWith("#")) {
            walk(root, reference, root.at(reference.substring(1)), path);
        }
        schema.path("properties").properties().forEach(property -> {
            String below = path + "/" + escaped(property.getKey());
            properties.add(below);
            walk(root, pointer + "/properties/" + escaped(property.getKey()), property.getValue(), below);
        });
        for (String each : List.of("items", "additionalProperties")) {
            if (schema.path(each).isObject()) {
                walk(root, pointer + "/" + each, schema.path(each), path + "/*");
            }
        }
        for (String keyword : IN_PLACE) {
            for (int i = 0; i < schema.path(keyword).size(); i++) {
                walk(
                        root,
                        pointer + "/" + keyword + "/" + i,
                        schema.path(keyword).get(i),
                        path);
            }
        }
        open.pop();
    }

    /** RFC 6901, section 3. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
