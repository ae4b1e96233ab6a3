package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A part of a schema as text that is the same wherever it stands: without annotations, references written out. */
final class Text {

    private static final Set<String> ANNOTATIONS =
            Set.of("$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly");

    /** Keywords that only mean something together. */
    private static final List<String> CONDITION = List.of("if", "then", "else");

    private static final int DEEPEST = 30;

    private final SchemaTree tree;

    private Text(SchemaTree tree) {
        this.tree = tree;
    }

    static String of(SchemaTree tree, String pointer, String keyword) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        JsonNode schema = tree.at(pointer);
        for (String each : keyword.equals("if") ? CONDITION : List.of(keyword)) {
            if (schema.has(each)) {
                part.set(each, new Text(tree).plain(schema.path(each), Set.of()));
            }
        }
        return part.toString();
    }

    /** The whole schema. */
    static String of(SchemaTree tree, String pointer) {
        return new Text(tree).plain(tree.at(pointer), Set.of()).toString();
    }

    private JsonNode plain(JsonNode node, Set<String> trail) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(plain(item, trail)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
        sorted.forEach((name, value) -> {
            if (name.equals("$ref") && value.isTextual()) {
                plain.set(name, reference(value.textValue(), trail));
            } else if (!ANNOTATIONS.contains(name) || !value.isTextual()) {
                plain.set(name, plain(value, trail));
            }
        });
        return plain;
    }

    /** One that leads back into itself keeps its name. */
    private JsonNode reference(String reference, Set<String> trail) {
        JsonNode target = reference.startsWith("#") ? tree.at(reference) : tree.at("#");
        if (trail.contains(reference) || trail.size() > DEEPEST || target.isMissingNode()) {
            return JsonNodeFactory.instance.textNode(reference);
        }
        Set<String> below = new TreeSet<>(trail);
        below.add(reference);
        return plain(target, below);
    }
}
