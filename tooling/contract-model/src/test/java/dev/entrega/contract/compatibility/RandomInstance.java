package dev.entrega.contract.compatibility;

import static dev.entrega.contract.compatibility.RandomSchema.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that mostly fulfil a schema, at its bounds more often than not, and some that don't. Knows nothing of the judged. */
final class RandomInstance {

    private static final List<JsonNode> ANY = List.of(
            JSON.nullNode(),
            JSON.booleanNode(true),
            JSON.numberNode(1),
            JSON.numberNode(new java.math.BigDecimal("0.5")),
            JSON.textNode("x"),
            JSON.textNode("w"),
            JSON.textNode(""),
            JSON.textNode("abcdefghijkl"),
            JSON.arrayNode(),
            JSON.objectNode());

    private final JsonNode root;
    private final RandomGenerator random;

    RandomInstance(JsonNode root, RandomGenerator random) {
        this.root = root;
        this.random = random;
    }

    JsonNode next() {
        return of(root, 0);
    }

    private JsonNode of(JsonNode schema, int depth) {
        if (random.nextInt(60) == 0 || !schema.isObject()) {
            return ANY.get(random.nextInt(ANY.size()));
        }
        if (schema.has("$ref")) {
            return of(root.at(schema.path("$ref").asText().substring(1)), depth + 1);
        }
        if (schema.has("allOf")) {
            return of(merged(schema), depth + 1);
        }
        for (String union : List.of("anyOf", "oneOf")) {
            if (schema.path(union).size() > 0) {
                JsonNode branch =
                        schema.path(union).get(random.nextInt(schema.path(union).size()));
                ObjectNode both = branch.isObject() ? branch.deepCopy() : JSON.objectNode();
                schema.properties().stream()
                        .filter(each -> !each.getKey().equals(union))
                        .filter(each -> !both.has(each.getKey()))
                        .forEach(each -> both.set(each.getKey(), each.getValue()));
                return of(both, depth + 1);
            }
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return random.nextInt(20) == 0
                    ? JSON.textNode("w")
                    : schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(random.nextInt(types.size())).asText() : types.asText();
        return switch (type) {
            case "string" -> string(schema);
            case "integer", "number" -> number(schema, type.equals("number"));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "array" -> array(schema, depth);
            case "object" -> object(schema, depth);
            case "null" -> JSON.nullNode();
            default -> ANY.get(random.nextInt(ANY.size()));
        };
    }

    /** All of them as one, as far as objects go. */
    private static JsonNode merged(JsonNode schema) {
        ObjectNode merged = schema.deepCopy();
        JsonNode parts = merged.remove("allOf");
        parts.forEach(part -> part.properties().forEach(keyword -> {
            if (keyword.getKey().equals("properties") && merged.path("properties") instanceof ObjectNode properties) {
                keyword.getValue().properties().forEach(each -> properties.set(each.getKey(), each.getValue()));
            } else if (keyword.getKey().equals("required") && merged.path("required") instanceof ArrayNode required) {
                keyword.getValue().forEach(required::add);
            } else {
                merged.set(keyword.getKey(), keyword.getValue().deepCopy());
            }
        }));
        return merged;
    }

    private JsonNode string(JsonNode schema) {
        if (schema.has("pattern")) {
            return pick(
                    RandomSchema.PATTERNS.getOrDefault(schema.path("pattern").asText(), List.of("abc")));
        }
        if (schema.has("format")) {
            return pick(RandomSchema.FORMATS.getOrDefault(schema.path("format").asText(), List.of("abc")));
        }
        int min = schema.path("minLength").asInt(0);
        int max = schema.path("maxLength").asInt(min + 60);
        int length = random.nextBoolean() ? min : random.nextBoolean() ? max : between(min, max);
        return JSON.textNode("x".repeat(length));
    }

    private JsonNode number(JsonNode schema, boolean fraction) {
        int min = schema.path("minimum").asInt(-600);
        int max = schema.path("maximum").asInt(schema.path("exclusiveMaximum").asInt(1601) - 1);
        int step = Math.max(1, schema.path("multipleOf").asInt(1));
        int value = random.nextInt(3) == 0 ? min : random.nextInt(3) == 0 ? max : between(min, max);
        value = Math.floorDiv(value, step) * step + (random.nextBoolean() ? step : 0);
        if (schema.path("multipleOf").isBigDecimal()) {
            return JSON.numberNode(new java.math.BigDecimal(random.nextInt(9))
                    .movePointLeft(2)
                    .multiply(new java.math.BigDecimal(25)));
        }
        return fraction && random.nextBoolean() && !schema.has("multipleOf")
                ? JSON.numberNode(new java.math.BigDecimal(value).add(new java.math.BigDecimal("0.5")))
                : JSON.numberNode(value);
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int min = schema.path("minItems").asInt(0);
        int max = schema.path("maxItems").asInt(min + 3);
        int length = depth > 8 ? min : random.nextBoolean() ? between(min, max) : random.nextBoolean() ? min : max;
        for (int i = 0; i < length; i++) {
            JsonNode prefix = schema.path("prefixItems").path(i);
            array.add(
                    random.nextInt(4) == 0 && i > 0
                            ? array.get(0)
                            : of(prefix.isMissingNode() ? item(schema) : prefix, depth + 1));
        }
        return array;
    }

    private static JsonNode item(JsonNode schema) {
        return schema.has("items") ? schema.path("items") : schema.path("contains");
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (var property : schema.path("properties").properties()) {
            boolean present =
                    required.contains(property.getKey()) ? random.nextInt(40) > 0 : depth < 6 && random.nextInt(5) > 1;
            if (present) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        }
        JsonNode others = schema.path("additionalProperties");
        for (int i = random.nextInt(3); i > 0 && depth < 6 && others.isObject(); i--) {
            object.set(
                    pick(List.of("a", "b", "f0", "other", "UPPER", "toolong")).asText(), of(others, depth + 1));
        }
        schema.path("patternProperties").forEach(each -> {
            if (random.nextBoolean()) {
                object.set(pick(List.of("a", "b", "c", "d")).asText(), of(each, depth + 1));
            }
        });
        return object;
    }

    private int between(int min, int max) {
        return max <= min ? min : min + random.nextInt(max - min + 1);
    }

    private JsonNode pick(List<String> texts) {
        return JSON.textNode(texts.get(random.nextInt(texts.size())));
    }
}
