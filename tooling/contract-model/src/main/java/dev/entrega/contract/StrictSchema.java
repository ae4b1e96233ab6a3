package dev.entrega.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a contract's schema that a publisher checks against. A contract leaves its objects open, so that a
 * consumer ignores what it does not know and an optional property can be added; the publisher refuses the unknown,
 * else a misspelt optional property would be lost without a word.
 */
public final class StrictSchema {

    /** Keywords of JSON Schema 2020-12 whose value maps names to schemas. */
    private static final List<String> NAMED = List.of("$defs", "properties", "patternProperties");

    /** Keywords whose value is one schema, about a part of the instance. */
    private static final List<String> SINGLE =
            List.of("items", "contains", "additionalProperties", "unevaluatedItems", "unevaluatedProperties");

    /** Keywords whose schemas see the same object as the schema they stand in, so that none of them knows it whole. */
    private static final List<String> IN_PLACE =
            List.of("$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas");

    private static final List<String> LISTED = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONSEQUENCE = List.of("then", "else");

    private StrictSchema() {}

    /**
     * A copy in which every object schema with {@code properties}, at any depth, refuses any other property, unless it
     * already says what it does with them. A schema that is composed of others in place gets
     * {@code unevaluatedProperties}, also if they alone have {@code properties}, and the ones it is composed of are left
     * open; all others get the cheaper {@code additionalProperties}. What a {@code $ref} points to is closed by itself: a
     * schema that adds properties beside a {@code $ref} has no strict form, and is refused when contracts are read into
     * records.
     *
     * @param schema a schema of JSON Schema 2020-12; not changed
     */
    public static JsonNode of(JsonNode schema) {
        JsonNode strict = schema.deepCopy();
        close(strict);
        return strict;
    }

    private static void close(JsonNode node) {
        if (!(node instanceof ObjectNode schema)) {
            return; // true and false are schemas too
        }
        closeBelow(schema);
        if (namesProperties(schema) && !schema.has("additionalProperties") && !schema.has("unevaluatedProperties")) {
            boolean composed = IN_PLACE.stream().anyMatch(schema::has);
            schema.put(composed ? "unevaluatedProperties" : "additionalProperties", false);
        }
    }

    /** The schemas of parts of the instance, also where they stand in schemas of the same instance. */
    private static void closeBelow(JsonNode schema) {
        NAMED.forEach(keyword -> schema.path(keyword).forEach(StrictSchema::close));
        SINGLE.forEach(keyword -> close(schema.path(keyword)));
        schema.path("prefixItems").forEach(StrictSchema::close);
        inPlace(schema).forEach(StrictSchema::closeBelow);
    }

    private static boolean namesProperties(JsonNode schema) {
        return schema.has("properties") || inPlace(schema).stream().anyMatch(StrictSchema::namesProperties);
    }

    private static List<JsonNode> inPlace(JsonNode schema) {
        List<JsonNode> schemas = new ArrayList<>();
        LISTED.forEach(keyword -> schema.path(keyword).forEach(schemas::add));
        schema.path("dependentSchemas").forEach(schemas::add);
        CONSEQUENCE.stream().filter(schema::has).forEach(keyword -> schemas.add(schema.path(keyword)));
        return schemas;
    }
}
