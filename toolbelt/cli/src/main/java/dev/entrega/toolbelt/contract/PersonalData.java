package dev.entrega.toolbelt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.model.Contract;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Hides what a contract marks {@code x-pii}, and what it doesn't name at all: of a property that nobody has described
 * nobody knows whom it is about.
 */
public final class PersonalData {

    private static final JsonNode MASK = JsonNodeFactory.instance.textNode("***");

    private final JsonNode root;

    public PersonalData(Contract contract) {
        this.root = contract.schema();
    }

    /** A copy of the data that may be shown. */
    public JsonNode mask(JsonNode data) {
        return mask(data, List.of(root));
    }

    private JsonNode mask(JsonNode data, List<JsonNode> schemas) {
        var all = composed(schemas);
        if (all.isEmpty()
                || all.stream().anyMatch(schema -> schema.path("x-pii").asBoolean())) {
            return MASK;
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
            var items = all.stream()
                    .map(schema -> schema.path("items"))
                    .filter(JsonNode::isObject)
                    .toList();
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
