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
 * Hides what a contract marks {@code x-pii}, or takes it away, and what it doesn't name at all: of a property that nobody has
 * described nobody knows whom it is about.
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
        if (isPersonal(all)) {
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

    /**
     * A copy of the data that is about nobody. What may be absent is; what must be there is null if it may be, or else {@code
     * ***}, or what is nearest to it by the schema's type, format, length and enumeration. With a pattern or a least number of
     * properties it may be that the contract doesn't allow the copy. Safe to repeat: of a copy it makes the same.
     */
    public JsonNode erase(JsonNode data) {
        return erase(data, List.of(root), false);
    }

    /** @param within whether it is a part of what is personal */
    private JsonNode erase(JsonNode data, List<JsonNode> schemas, boolean within) {
        var all = composed(schemas);
        boolean personal = within || isPersonal(all);
        if (data instanceof ObjectNode object) {
            var left = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(property -> {
                String name = property.getKey();
                var its = children(all, name);
                if (isRequired(all, name) || !(personal || isPersonal(composed(its)))) {
                    left.set(name, erase(property.getValue(), its, personal));
                }
            });
            return left;
        }
        if (data instanceof ArrayNode array) {
            var left = JsonNodeFactory.instance.arrayNode();
            var its = items(all);
            array.forEach(item -> left.add(erase(item, its, personal)));
            return left;
        }
        return personal ? Placeholder.of(data, all) : data;
    }

    private static boolean isPersonal(List<JsonNode> composed) {
        return composed.isEmpty()
                || composed.stream().anyMatch(schema -> schema.path("x-pii").asBoolean());
    }

    private static boolean isRequired(List<JsonNode> composed, String property) {
        return composed.stream()
                .flatMap(schema -> schema.path("required").valueStream())
                .anyMatch(name -> name.asText().equals(property));
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
