package dev.entrega.contract.compatibility;

import static dev.entrega.contract.compatibility.RandomSchema.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** What people do to a schema, at a random place of it where it can be done. Those that begin with EQUAL change no meaning. */
enum RandomChange {
    ADD_OPTIONAL,
    REMOVE_PROPERTY,
    ADD_REQUIRED,
    BECOME_REQUIRED,
    BECOME_OPTIONAL,
    CHANGE_TYPE,
    REPLACE_SCHEMA,
    CHANGE_BOUND,
    ADD_BOUND,
    DROP_BOUND,
    ADD_ENUM_VALUE,
    REMOVE_ENUM_VALUE,
    CHANGE_PATTERN,
    CHANGE_FORMAT,
    TOGGLE_UNIQUE,
    TOGGLE_CLOSED,
    TOGGLE_NULL,
    ADD_BRANCH,
    REMOVE_BRANCH,
    TOGGLE_DEPENDENT,
    ADD_CONTAINS,
    CHANGE_NAMES,
    EQUAL_ORDER,
    EQUAL_REFERENCE,
    EQUAL_CONST,
    EQUAL_INTEGER,
    EQUAL_TYPE_LIST,
    EQUAL_ALL_OF,
    EQUAL_REDUNDANT,
    EQUAL_ANNOTATION,
    EQUAL_ENUM_BRANCHES;

    private static final List<String> BOUNDS = List.of(
            "minimum", "maximum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "multipleOf");

    boolean isEqual() {
        return name().startsWith("EQUAL");
    }

    /** A changed copy; empty if there is no place for it. */
    Optional<ObjectNode> on(ObjectNode schema, RandomGenerator random) {
        ObjectNode copy = schema.deepCopy();
        List<ObjectNode> places = new ArrayList<>();
        collect(copy, places);
        Collections.shuffle(places, new java.util.Random(random.nextLong()));
        for (ObjectNode place : places) {
            if (apply(place, copy, random)) {
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    private boolean apply(ObjectNode place, ObjectNode root, RandomGenerator random) {
        return switch (this) {
            case ADD_OPTIONAL -> add(place, random, false);
            case ADD_REQUIRED -> add(place, random, true);
            case REMOVE_PROPERTY -> removeProperty(place, random);
            case BECOME_REQUIRED -> becomeRequired(place);
            case BECOME_OPTIONAL -> take(place.path("required"), random);
            case CHANGE_TYPE -> replace(place, "type", JSON.textNode(random.nextBoolean() ? "string" : "integer"));
            case REPLACE_SCHEMA -> replaceSchema(place, random);
            case CHANGE_BOUND -> changeBound(place, random);
            case ADD_BOUND -> addBound(place);
            case DROP_BOUND -> BOUNDS.stream().anyMatch(bound -> place.remove(bound) != null);
            case ADD_ENUM_VALUE -> place.path("enum") instanceof ArrayNode values && add(values, JSON.textNode("w"));
            case REMOVE_ENUM_VALUE -> place.path("enum").size() > 1 && take(place.path("enum"), random);
            case CHANGE_PATTERN -> pick(place, "pattern", List.copyOf(RandomSchema.PATTERNS.keySet()), random);
            case CHANGE_FORMAT -> pick(place, "format", List.copyOf(RandomSchema.FORMATS.keySet()), random);
            case TOGGLE_UNIQUE -> place.has("items") && toggle(place, "uniqueItems", JSON.booleanNode(true));
            case TOGGLE_CLOSED ->
                place.has("properties") && toggle(place, "additionalProperties", JSON.booleanNode(false));
            case TOGGLE_NULL -> toggleNull(place);
            case ADD_BRANCH -> addBranch(place);
            case REMOVE_BRANCH ->
                take(place.path("oneOf"), random)
                        || (place.path("anyOf").size() > 1 && take(place.path("anyOf"), random));
            case TOGGLE_DEPENDENT ->
                place.has("properties")
                        && toggle(
                                place,
                                "dependentRequired",
                                JSON.objectNode().set("b", JSON.arrayNode().add("c")));
            case ADD_CONTAINS ->
                place.has("items")
                        && toggle(place, "contains", JSON.objectNode().put("type", "string"));
            case CHANGE_NAMES ->
                place.has("propertyNames")
                        && replace(place, "propertyNames", JSON.objectNode().put("maxLength", 3));
            case EQUAL_ORDER -> reorder(place, random);
            case EQUAL_REFERENCE -> reference(place, root);
            case EQUAL_CONST -> constant(place);
            case EQUAL_INTEGER -> integer(place);
            case EQUAL_TYPE_LIST -> typeList(place);
            case EQUAL_ALL_OF -> allOf(place);
            case EQUAL_REDUNDANT -> redundant(place);
            case EQUAL_ANNOTATION -> place.put("description", "another word") != null;
            case EQUAL_ENUM_BRANCHES -> enumBranches(place);
        };
    }

    /** Every schema of the document that is an object. */
    private static void collect(JsonNode node, List<ObjectNode> places) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        places.add(schema);
        for (String named : List.of("properties", "patternProperties", "$defs")) {
            schema.path(named).forEach(child -> collect(child, places));
        }
        for (String single : List.of("items", "additionalProperties", "propertyNames", "contains", "then")) {
            collect(schema.path(single), places);
        }
        for (String listed : List.of("anyOf", "oneOf", "allOf", "prefixItems")) {
            schema.path(listed).forEach(child -> collect(child, places));
        }
    }

    private static boolean add(ObjectNode place, RandomGenerator random, boolean required) {
        if (!(place.path("properties") instanceof ObjectNode properties)) {
            return false;
        }
        String name = "f" + random.nextInt(2);
        properties.set(
                name, RandomSchema.of(random).path("properties").iterator().next());
        if (properties.toString().contains("$ref")) {
            properties.set(name, JSON.objectNode().put("type", "boolean"));
        }
        if (required) {
            place.withArray("required").add(name);
        }
        return true;
    }

    private static boolean removeProperty(ObjectNode place, RandomGenerator random) {
        if (place.path("properties").isEmpty()) {
            return false;
        }
        List<String> names = new ArrayList<>();
        place.path("properties").fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        ((ObjectNode) place.path("properties")).remove(name);
        removeIf(place.path("required"), each -> each.asText().equals(name));
        return true;
    }

    private static boolean becomeRequired(ObjectNode place) {
        List<String> required = new ArrayList<>();
        place.path("required").forEach(name -> required.add(name.asText()));
        for (var property : place.path("properties").properties()) {
            if (!required.contains(property.getKey())) {
                place.withArray("required").add(property.getKey());
                return true;
            }
        }
        return false;
    }

    private static boolean replaceSchema(ObjectNode place, RandomGenerator random) {
        for (var property : place.path("properties").properties()) {
            JsonNode other =
                    RandomSchema.of(random).path("properties").iterator().next();
            if (!other.toString().contains("$ref")) {
                property.setValue(other);
                return true;
            }
        }
        return false;
    }

    private static boolean changeBound(ObjectNode place, RandomGenerator random) {
        for (String bound : BOUNDS) {
            if (place.has(bound)) {
                int value = place.path(bound).asInt();
                place.put(bound, Math.max(1, value + (random.nextBoolean() ? 1 : -1)));
                return true;
            }
        }
        return false;
    }

    private static boolean addBound(ObjectNode place) {
        return switch (place.path("type").asText()) {
            case "integer", "number" -> replaceMissing(place, "maximum", 500) || replaceMissing(place, "minimum", 1);
            case "array" -> replaceMissing(place, "maxItems", 4) || replaceMissing(place, "minItems", 1);
            case "string" -> replaceMissing(place, "maxLength", 30) || replaceMissing(place, "minLength", 1);
            case "object" -> replaceMissing(place, "minProperties", 2) || replaceMissing(place, "maxProperties", 3);
            default -> false;
        };
    }

    private static boolean toggleNull(ObjectNode place) {
        if (place.path("type").isTextual() && !place.has("properties") && !place.has("enum")) {
            String type = place.path("type").asText();
            place.putArray("type").add(type).add("null");
            return true;
        }
        return false;
    }

    private static boolean addBranch(ObjectNode place) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (place.path(keyword) instanceof ArrayNode branches) {
                return add(branches, JSON.objectNode().put("type", "boolean"));
            }
        }
        return false;
    }

    private static boolean reorder(ObjectNode place, RandomGenerator random) {
        for (String keyword : List.of("required", "enum", "anyOf", "oneOf", "type")) {
            if (place.path(keyword).size() > 1 && place.path(keyword) instanceof ArrayNode array) {
                List<JsonNode> items = new ArrayList<>();
                array.forEach(items::add);
                Collections.shuffle(items, new java.util.Random(random.nextLong()));
                array.removeAll();
                array.addAll(items);
                return true;
            }
        }
        return false;
    }

    private static boolean reference(ObjectNode place, ObjectNode root) {
        if (place.has("$defs") || place.equals(root) || place.has("$ref")) {
            return false;
        }
        ObjectNode definitions = root.withObject("/$defs");
        definitions.set("moved", place.deepCopy());
        place.removeAll();
        place.put("$ref", "#/$defs/moved");
        return true;
    }

    private static boolean constant(ObjectNode place) {
        if (place.has("const")) {
            place.putArray("enum").add(place.remove("const"));
            return true;
        }
        if (place.path("enum").size() == 1 && !place.has("x-extensible-enum")) {
            place.set("const", place.remove("enum").get(0));
            return true;
        }
        return false;
    }

    private static boolean integer(ObjectNode place) {
        if (!place.path("type").asText().equals("integer") || place.has("multipleOf")) {
            return false;
        }
        place.put("type", "number").put("multipleOf", 1);
        return true;
    }

    private static boolean typeList(ObjectNode place) {
        if (!place.path("type").isArray()) {
            return false;
        }
        JsonNode types = place.remove("type");
        ArrayNode branches = place.putArray("anyOf");
        types.forEach(type -> branches.addObject().set("type", type));
        return true;
    }

    private static boolean allOf(ObjectNode place) {
        if (place.has("properties") || place.has("$defs") || place.has("$ref")) {
            return false;
        }
        ObjectNode copy = place.deepCopy();
        place.removeAll();
        place.putArray("allOf").add(copy).add(copy.deepCopy());
        return true;
    }

    private static boolean redundant(ObjectNode place) {
        return switch (place.path("type").asText()) {
            case "string" -> replaceMissing(place, "minLength", 0);
            case "array" -> replaceMissing(place, "minItems", 0);
            case "object" -> replaceMissing(place, "minProperties", 0);
            default -> false;
        };
    }

    private static boolean enumBranches(ObjectNode place) {
        if (!place.has("enum") || place.has("x-extensible-enum") || place.has("anyOf")) {
            return false;
        }
        JsonNode values = place.remove("enum");
        ArrayNode branches = place.putArray("anyOf");
        values.forEach(value -> branches.addObject().set("const", value));
        return true;
    }

    private static boolean replaceMissing(ObjectNode place, String keyword, int value) {
        return !place.has(keyword) && place.set(keyword, IntNode.valueOf(value)) != null;
    }

    private static boolean replace(ObjectNode place, String keyword, JsonNode value) {
        if (!place.has(keyword) || place.path(keyword).equals(value) || place.has("properties")) {
            return false;
        }
        place.set(keyword, value);
        return true;
    }

    private static boolean pick(ObjectNode place, String keyword, List<String> values, RandomGenerator random) {
        List<String> sorted = values.stream().sorted().toList();
        return replace(place, keyword, JSON.textNode(sorted.get(random.nextInt(sorted.size()))));
    }

    private static boolean toggle(ObjectNode place, String keyword, JsonNode value) {
        if (place.remove(keyword) == null) {
            place.set(keyword, value);
        }
        return true;
    }

    private static boolean add(ArrayNode array, JsonNode value) {
        array.add(value);
        return true;
    }

    private static boolean take(JsonNode array, RandomGenerator random) {
        if (array.isEmpty()) {
            return false;
        }
        ((ArrayNode) array).remove(random.nextInt(array.size()));
        return true;
    }

    private static void removeIf(JsonNode array, Predicate<JsonNode> condition) {
        for (int i = array.size() - 1; i >= 0; i--) {
            if (condition.test(array.get(i))) {
                ((ArrayNode) array).remove(i);
            }
        }
    }
}
