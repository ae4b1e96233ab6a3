package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A part of a schema as text that is the same wherever it stands: without annotations, references written out. */
final class Text {

    private static final Set<String> ANNOTATIONS =
            Set.of("$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly");

    private static final Set<String> UNORDERED = Set.of("type", "enum", "required", "allOf", "anyOf", "oneOf");

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
                JsonNode value = schema.path(each);
                boolean sorted = UNORDERED.contains(each) && value.isArray();
                Text text = new Text(tree);
                part.set(each, sorted ? text.array(value, Set.of(), true) : text.plain(value, Set.of()));
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
            return array(node, trail, false);
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
            } else if (UNORDERED.contains(name) && value.isArray()) {
                plain.set(name, array(value, trail, true));
            } else if (!ANNOTATIONS.contains(name) || !value.isTextual()) {
                plain.set(name, plain(value, trail));
            }
        });
        return plain;
    }

    private JsonNode array(JsonNode array, Set<String> trail, boolean sorted) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(item -> items.add(plain(item, trail)));
        if (sorted) {
            items.sort(Comparator.comparing(JsonNode::toString));
        }
        return JsonNodeFactory.instance.arrayNode().addAll(items);
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
