package dev.entrega.contract.data;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Hides what a contract marks {@code x-pii}, and what it doesn't name at all: of a property that nobody has described
 * nobody knows whom it is about.
 */
public final class PersonalData {

    private static final String MASK = "***";
    private static final JsonNode MASKED = JsonNodeFactory.instance.textNode(MASK);

    private final JsonNode root;

    /** @param schema of a contract */
    public PersonalData(JsonNode schema) {
        this.root = schema;
    }

    /** A copy of the data that may be shown. */
    public JsonNode mask(JsonNode data) {
        return mask(data, List.of(root));
    }

    /**
     * A pointer that may be shown.
     *
     * @param pointer into the data (RFC 6901)
     * @return with the names that the contract doesn't know masked; {@code /} for the whole
     */
    public String mask(String pointer) {
        var shown = new StringBuilder();
        var schemas = List.of(root);
        for (var rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            var all = composed(schemas);
            var named = children(all, name);
            boolean item =
                    named.isEmpty() && rest.mayMatchElement() && all.stream().anyMatch(PersonalData::isList);
            shown.append('/').append(item || !named.isEmpty() ? SchemaPaths.escaped(name) : MASK);
            schemas = item ? items(all) : named.isEmpty() ? values(all) : named;
        }
        return shown.isEmpty() ? "/" : shown.toString();
    }

    private static boolean isList(JsonNode schema) {
        return schema.has("items") || schema.has("prefixItems");
    }

    private static List<JsonNode> items(List<JsonNode> schemas) {
        return objects(schemas, "items");
    }

    /** What holds for the values of a map. */
    private static List<JsonNode> values(List<JsonNode> schemas) {
        return objects(schemas, "additionalProperties");
    }

    private static List<JsonNode> objects(List<JsonNode> schemas, String keyword) {
        return schemas.stream()
                .map(schema -> schema.path(keyword))
                .filter(JsonNode::isObject)
                .toList();
    }

    private JsonNode mask(JsonNode data, List<JsonNode> schemas) {
        var all = composed(schemas);
        if (all.isEmpty()
                || all.stream().anyMatch(schema -> schema.path("x-pii").asBoolean())) {
            return MASKED;
        }
        if (data instanceof ObjectNode object) {
            var masked = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(property ->
                            masked.set(property.getKey(), mask(property.getValue(), children(all, property.getKey()))));
            return masked;
        }
        if (data instanceof ArrayNode array) {
            var masked = JsonNodeFactory.instance.arrayNode();
            var items = items(all);
            array.forEach(item -> masked.add(mask(item, items)));
            return masked;
        }
        return data;
    }

    private static List<JsonNode> children(List<JsonNode> schemas, String property) {
        return schemas.stream()
                .map(schema -> schema.path("properties").path(property))
                .filter(JsonNode::isObject)
                .toList();
    }

    /** The schemas with all that they refer to and are composed of in place. */
    private List<JsonNode> composed(List<JsonNode> schemas) {
        var all = new ArrayList<JsonNode>();
        Deque<JsonNode> open = new ArrayDeque<>(schemas);
        while (!open.isEmpty()) {
            JsonNode schema = open.pop();
            if (all.contains(schema)) {
                continue;
            }
            all.add(schema);
            String reference = schema.path("$ref").asText();
            if (reference.startsWith("#")) {
                open.push(root.at(reference.substring(1)));
            }
            for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
                schema.path(keyword).forEach(open::push);
            }
        }
        return all;
    }
}
