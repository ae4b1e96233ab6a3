package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Alternative.Seen;
import dev.entrega.contract.compatibility.Arrays.Among;
import dev.entrega.contract.compatibility.Numbers.Bound;
import dev.entrega.contract.compatibility.Objects.Rest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the keywords of one schema that stand for themselves into an alternative; those that combine schemas are left. */
final class SchemaReader {

    private static final Set<String> UNCLEAR = Set.of("not", "if", "unevaluatedItems", "$dynamicRef");

    private final String pointer;
    private final JsonNode schema;

    SchemaReader(String pointer, JsonNode schema) {
        this.pointer = pointer;
        this.schema = schema;
    }

    Alternative read() {
        Set<JsonNode> values = schema.has("enum") ? Values.each(schema.path("enum")) : null;
        if (schema.has("const")) {
            Set<JsonNode> constant = Values.each(List.of(schema.path("const")));
            values = values == null || values.containsAll(constant) ? constant : Set.of();
        }
        return new Alternative(
                types(), values, numbers(), strings(), arrays(), objects(), Set.of(), seen(), Set.of(pointer));
    }

    /** Keywords whose meaning has no place in an alternative. */
    static Set<String> unclear(JsonNode schema) {
        Set<String> found = new TreeSet<>();
        UNCLEAR.stream().filter(schema::has).forEach(found::add);
        return found;
    }

    private Set<JsonType> types() {
        if (!schema.has("type")) {
            return JsonType.all();
        }
        Set<JsonType> types = EnumSet.noneOf(JsonType.class);
        words(schema.path("type")).forEach(word -> {
            if (word.equals("integer")) {
                types.add(JsonType.NUMBER);
            }
            JsonType.all().stream().filter(type -> type.word().equals(word)).forEach(types::add);
        });
        return types;
    }

    private Numbers numbers() {
        BigDecimal step = number("multipleOf");
        Numbers numbers = new Numbers(
                        bound("minimum", true), bound("maximum", true), step == null ? null : step.stripTrailingZeros())
                .and(new Numbers(bound("exclusiveMinimum", false), bound("exclusiveMaximum", false), null));
        List<String> types = words(schema.path("type"));
        boolean integer = types.contains("integer") && !types.contains("number");
        return integer ? numbers.and(new Numbers(null, null, BigDecimal.ONE)) : numbers;
    }

    private @Nullable Bound bound(String keyword, boolean inclusive) {
        BigDecimal value = number(keyword);
        return value == null ? null : new Bound(value, inclusive);
    }

    private @Nullable BigDecimal number(String keyword) {
        JsonNode value = schema.path(keyword);
        return value.isNumber() ? value.decimalValue() : null;
    }

    private Strings strings() {
        String format = schema.path("format").asText("");
        return new Strings(
                count("minLength", 0),
                count("maxLength", Strings.NO_BOUND),
                schema.path("pattern").isTextual()
                        ? Set.of(schema.path("pattern").asText())
                        : Set.of(),
                Formats.areKnown(format) ? Set.of(format) : Set.of());
    }

    private Arrays arrays() {
        List<Place> first = new ArrayList<>();
        for (int i = 0; i < schema.path("prefixItems").size(); i++) {
            first.add(place("prefixItems", Integer.toString(i)));
        }
        List<Among> among = schema.has("contains")
                ? List.of(new Among(place("contains"), count("minContains", 1), count("maxContains", Strings.NO_BOUND)))
                : List.of();
        return new Arrays(
                count("minItems", 0),
                count("maxItems", Strings.NO_BOUND),
                schema.path("uniqueItems").asBoolean(false),
                first,
                schema.has("items") ? place("items") : Place.ANYTHING,
                among);
    }

    private Objects objects() {
        Map<String, Place> properties = named("properties");
        Map<String, Place> patterns = named("patternProperties");
        List<Rest> rests = schema.has("additionalProperties")
                ? List.of(new Rest(properties.keySet(), patterns.keySet(), place("additionalProperties")))
                : List.of();
        Map<String, Set<String>> dependent = new TreeMap<>();
        schema.path("dependentRequired")
                .properties()
                .forEach(each -> dependent.put(each.getKey(), new TreeSet<>(words(each.getValue()))));
        return new Objects(
                properties,
                patterns,
                rests,
                schema.has("propertyNames") ? place("propertyNames") : Place.ANYTHING,
                new TreeSet<>(words(schema.path("required"))),
                dependent,
                count("minProperties", 0),
                count("maxProperties", Strings.NO_BOUND));
    }

    private Seen seen() {
        return new Seen(
                named("properties").keySet(), named("patternProperties").keySet(), schema.has("additionalProperties"));
    }

    private Map<String, Place> named(String keyword) {
        Map<String, Place> named = new TreeMap<>();
        schema.path(keyword).properties().forEach(each -> named.put(each.getKey(), place(keyword, each.getKey())));
        return named;
    }

    private Place place(String... names) {
        String below = pointer;
        JsonNode node = schema;
        for (String name : names) {
            below = Pointer.below(below, name);
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        boolean anything = (node.isBoolean() && node.booleanValue()) || (node.isObject() && node.isEmpty());
        boolean nothing = node.isBoolean() && !node.booleanValue();
        return anything ? Place.ANYTHING : nothing ? Place.NOTHING : Place.at(below);
    }

    private int count(String keyword, int otherwise) {
        BigDecimal count = number(keyword);
        Function<BigDecimal, Integer> bounded =
                value -> value.min(BigDecimal.valueOf(Strings.NO_BOUND)).intValue();
        return count == null ? otherwise : bounded.apply(count);
    }

    private static List<String> words(JsonNode node) {
        List<String> words = new ArrayList<>();
        if (node.isTextual()) {
            words.add(node.textValue());
        }
        node.forEach(word -> words.add(word.asText()));
        return words;
    }
}
