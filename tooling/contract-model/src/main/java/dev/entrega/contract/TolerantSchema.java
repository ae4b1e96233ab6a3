package dev.entrega.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The form of a contract's schema that a consumer checks against: objects stay open, and an enum that is marked
 * {@code x-extensible-enum: true} takes any value of the JSON types that its values have, so that a publisher may add
 * one. The counterpart of {@link StrictSchema}.
 */
public final class TolerantSchema {

    private static final String MARK = "x-extensible-enum";

    private static final List<String> NAMED = List.of("$defs", "properties", "patternProperties", "dependentSchemas");

    /** Not those that negate, {@code not} and {@code if}: there, to allow more would be to allow less. */
    private static final List<String> SINGLE = List.of(
            "items",
            "contains",
            "additionalProperties",
            "unevaluatedItems",
            "unevaluatedProperties",
            "propertyNames",
            "then",
            "else");

    private static final List<String> LISTED = List.of("prefixItems", "allOf", "anyOf");

    private TolerantSchema() {}

    /**
     * A copy in which every extensible enum, at any depth, is replaced by the types of its values. It allows all that the
     * schema does: what is negated stays as it is, and a {@code oneOf} with such an enum in it becomes {@code anyOf}.
     *
     * @param schema a schema of JSON Schema 2020-12; not changed
     */
    public static JsonNode of(JsonNode schema) {
        JsonNode tolerant = schema.deepCopy();
        open(tolerant);
        return tolerant;
    }

    private static void open(JsonNode node) {
        if (!(node instanceof ObjectNode schema)) {
            return; // true and false are schemas too
        }
        NAMED.forEach(keyword -> schema.path(keyword).forEach(TolerantSchema::open));
        SINGLE.forEach(keyword -> open(schema.path(keyword)));
        LISTED.forEach(keyword -> schema.path(keyword).forEach(TolerantSchema::open));
        openBranches(schema);
        if (schema.path(MARK).asBoolean(false) && schema.has("enum")) {
            Set<String> types = new LinkedHashSet<>();
            schema.path("enum").forEach(value -> types.add(typeOf(value)));
            schema.remove("enum");
            if (!schema.has("type")) {
                types.forEach(schema.putArray("type")::add);
            }
        }
    }

    /** Two branches that were opened may allow the same value, which must not be refused for that. */
    private static void openBranches(ObjectNode schema) {
        if (!schema.has("oneOf") || schema.has("anyOf")) {
            return;
        }
        JsonNode before = schema.path("oneOf").deepCopy();
        schema.path("oneOf").forEach(TolerantSchema::open);
        if (!schema.path("oneOf").equals(before)) {
            schema.set("anyOf", schema.remove("oneOf"));
        }
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> "number";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }
}
