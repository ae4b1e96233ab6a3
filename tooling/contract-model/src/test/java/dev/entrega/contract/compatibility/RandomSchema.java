package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Schemas as people write them, from a seed: with references, unions, maps, tuples and recursion here and there. */
final class RandomSchema {

    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "kind", "next");

    /** With words that each matches, and one that it doesn't. */
    static final Map<String, List<String>> PATTERNS = Map.of(
            "^[A-Z]{3}$", List.of("ABC", "EUR", "AB"),
            "^[A-Z]{2,3}$", List.of("AB", "EUR", "A"),
            "^[A-Z0-9-]{1,10}$", List.of("A-1", "EUR", "0", "a"),
            "^[a-z]+(-[a-z]+){0,3}$", List.of("a", "a-b", "A"),
            "^(x|y|z)$", List.of("x", "y", "z", "w"),
            "^[^@\\s]+@[^@\\s]+$", List.of("a@b", "a"),
            "b", List.of("abc", "b", "a"));

    static final Map<String, List<String>> FORMATS = Map.of(
            "date", List.of("2026-01-01", "2024-02-29"),
            "date-time", List.of("2026-01-01T00:00:00Z"),
            "uuid", List.of("01890a5d-ac96-774b-bcce-b302099a8057"),
            "email", List.of("a@b.example"));

    private final RandomGenerator random;
    private final ObjectNode definitions = JSON.objectNode();

    private RandomSchema(RandomGenerator random) {
        this.random = random;
    }

    static ObjectNode of(RandomGenerator random) {
        RandomSchema schema = new RandomSchema(random);
        if (random.nextInt(3) == 0) {
            ObjectNode tree = schema.object(1);
            if (random.nextBoolean()) {
                ((ObjectNode) tree.path("properties"))
                        .set("next", JSON.objectNode().put("$ref", "#/$defs/shared"));
            }
            schema.definitions.set("shared", tree);
        }
        ObjectNode root = schema.object(3);
        if (!schema.definitions.isEmpty()) {
            root.set("$defs", schema.definitions);
        }
        return root;
    }

    ObjectNode object(int depth) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<String> names = new ArrayList<>(NAMES.subList(0, 5));
        Collections.shuffle(names, new java.util.Random(random.nextLong()));
        ArrayNode required = JSON.arrayNode();
        for (String name : names.subList(0, 1 + random.nextInt(4))) {
            properties.set(name, any(depth - 1));
            if (random.nextBoolean()) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (random.nextInt(10) == 0) {
            schema.putObject("dependentRequired").putArray("a").add("b");
        }
        if (random.nextInt(15) == 0) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    JsonNode any(int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 6)) {
            case 0, 1 -> string();
            case 2, 3 -> number();
            case 4 -> JSON.objectNode().put("type", "boolean");
            case 5 -> enumeration();
            case 6, 7 -> array(depth);
            case 8 -> object(depth);
            case 9 -> map(depth);
            case 10 -> nullable(depth);
            case 11 -> union(depth);
            case 12 -> branches();
            case 13, 14 -> rare(depth);
            default -> definitions.has("shared") ? JSON.objectNode().put("$ref", "#/$defs/shared") : tuple(depth);
        };
    }

    ObjectNode string() {
        ObjectNode schema = JSON.objectNode().put("type", "string");
        switch (random.nextInt(4)) {
            case 0 -> schema.put("pattern", pick(PATTERNS)).put("maxLength", 40);
            case 1 -> schema.put("format", pick(FORMATS));
            default -> schema.put("minLength", random.nextInt(3)).put("maxLength", 3 + random.nextInt(5));
        }
        return schema;
    }

    ObjectNode number() {
        ObjectNode schema = JSON.objectNode().put("type", random.nextInt(3) > 0 ? "integer" : "number");
        if (random.nextInt(4) > 0) {
            schema.put("minimum", random.nextInt(5));
        }
        if (random.nextInt(4) > 0) {
            schema.put(random.nextBoolean() ? "maximum" : "exclusiveMaximum", 6 + random.nextInt(1000));
        }
        if (random.nextInt(6) == 0) {
            schema.put("multipleOf", 1 + random.nextInt(4));
        }
        return schema;
    }

    ObjectNode enumeration() {
        ObjectNode schema = JSON.objectNode();
        if (random.nextBoolean()) {
            schema.put("type", "string");
        }
        ArrayNode values = schema.putArray("enum");
        List.of("x", "y", "z").subList(0, 1 + random.nextInt(3)).forEach(values::add);
        if (random.nextInt(3) == 0) {
            schema.put("x-extensible-enum", true);
        }
        return schema;
    }

    ObjectNode array(int depth) {
        ObjectNode schema = JSON.objectNode().put("type", "array");
        schema.set("items", any(depth - 1));
        if (random.nextBoolean()) {
            schema.put("minItems", random.nextInt(2)).put("maxItems", 2 + random.nextInt(3));
        }
        if (random.nextInt(8) == 0) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    private ObjectNode tuple(int depth) {
        ObjectNode schema = JSON.objectNode().put("type", "array");
        schema.putArray("prefixItems").add(any(depth - 1)).add(any(0));
        schema.set("items", random.nextBoolean() ? JSON.booleanNode(false) : number());
        return schema;
    }

    private ObjectNode map(int depth) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        if (random.nextInt(3) == 0) {
            schema.putObject("patternProperties").set("^[a-c]$", any(0));
            schema.put("additionalProperties", false);
        } else {
            schema.set("additionalProperties", any(depth - 1));
        }
        if (random.nextInt(3) == 0) {
            schema.putObject("propertyNames").put("pattern", "^[a-z]{1,5}$");
        }
        return schema;
    }

    private JsonNode nullable(int depth) {
        ObjectNode schema = string();
        if (random.nextBoolean()) {
            schema.putArray("type").add("string").add("null");
            return schema;
        }
        ObjectNode union = JSON.objectNode();
        union.putArray("anyOf").add(any(depth - 1)).add(JSON.objectNode().put("type", "null"));
        return union;
    }

    private ObjectNode union(int depth) {
        ObjectNode union = JSON.objectNode();
        union.putArray(random.nextBoolean() ? "anyOf" : "oneOf")
                .add(string())
                .add(number())
                .add(array(depth));
        return union;
    }

    /** Told apart by a constant. */
    private ObjectNode branches() {
        ObjectNode union = JSON.objectNode();
        ArrayNode branches = union.putArray("oneOf");
        for (String kind : List.of("x", "y", "z").subList(0, 2 + random.nextInt(2))) {
            ObjectNode branch = branches.addObject().put("type", "object");
            branch.putArray("required").add("kind");
            ObjectNode properties = branch.putObject("properties");
            properties.putObject("kind").put("const", kind);
            properties.set(NAMES.get(random.nextInt(4)), any(0));
        }
        return union;
    }

    private <V> String pick(Map<String, V> map) {
        List<String> keys = map.keySet().stream().sorted().toList();
        return keys.get(random.nextInt(keys.size()));
    }

    /** What is seldom written, and where meanings are easily taken wrong. */
    private ObjectNode rare(int depth) {
        ObjectNode schema = JSON.objectNode();
        switch (random.nextInt(12)) {
            case 0 -> schema.putArray("allOf").add(object(depth - 1)).add(object(depth - 1));
            case 1 -> schema.putArray("anyOf").add(object(depth - 1)).add(object(depth - 1));
            case 2 -> schema.putArray("oneOf").add(number()).add(number());
            case 3 -> schema.put("type", "string").set("not", enumeration());
            case 4 -> {
                ObjectNode object = object(depth - 1);
                object.set(
                        "if", JSON.objectNode().set("required", JSON.arrayNode().add("a")));
                object.set(
                        "then",
                        JSON.objectNode().set("required", JSON.arrayNode().add("b")));
                return object;
            }
            case 5 -> {
                ObjectNode object = object(depth - 1);
                object.putObject("dependentSchemas").set("a", object(0));
                return object;
            }
            case 6 -> {
                ObjectNode object = object(depth - 1);
                object.putArray("allOf").add(object(0));
                return object.put("unevaluatedProperties", false);
            }
            case 7 -> {
                schema.put("type", "object").put("additionalProperties", false);
                schema.putObject("patternProperties")
                        .<ObjectNode>set("^[a-c]$", string())
                        .set("^[b-d]$", string());
            }
            case 8 ->
                schema.putArray("enum")
                        .add(1)
                        .add("x")
                        .addNull()
                        .add(JSON.arrayNode().add(1))
                        .add(false);
            case 9 ->
                schema.put("type", "number")
                        .put("multipleOf", new java.math.BigDecimal("0.25"))
                        .put("minimum", 0);
            case 10 -> {
                schema.put("type", "array").put("minContains", 1 + random.nextInt(2));
                schema.set("contains", any(0));
            }
            default -> {
                schema.put("type", "object")
                        .put("minProperties", random.nextInt(2))
                        .put("maxProperties", 2);
                schema.set("additionalProperties", any(0));
            }
        }
        return schema;
    }
}
