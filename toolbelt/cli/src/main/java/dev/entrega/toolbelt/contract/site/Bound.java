package dev.entrega.toolbelt.contract.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the values of a property keep to.
 *
 * @param text in words
 * @param code what stands behind the words in a language of its own, e.g. a regular expression; may be empty
 */
record Bound(String text, String code) {

    String words() {
        return code.isEmpty() ? text : text + " " + code;
    }

    static List<Bound> of(JsonNode schema) {
        List<Bound> bounds = new ArrayList<>();
        if (schema.has("const")) {
            bounds.add(new Bound("always", schema.path("const").toString()));
        }
        if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.isTextual() ? value.textValue() : value.toString()));
            bounds.add(new Bound("one of", String.join(", ", values)));
        }
        if (schema.path("x-extensible-enum").asBoolean(false)) {
            bounds.add(new Bound("more values may come", ""));
        }
        range(bounds, schema, "minLength", "maxLength", "characters");
        if (schema.has("pattern")) {
            bounds.add(new Bound("matches", schema.path("pattern").asText()));
        }
        range(bounds, schema, "minimum", "maximum", "");
        single(bounds, schema, "exclusiveMinimum", "more than ");
        single(bounds, schema, "exclusiveMaximum", "less than ");
        single(bounds, schema, "multipleOf", "a multiple of ");
        range(bounds, schema, "minItems", "maxItems", "items");
        if (schema.path("uniqueItems").asBoolean(false)) {
            bounds.add(new Bound("no item twice", ""));
        }
        range(bounds, schema, "minProperties", "maxProperties", "entries");
        if (schema.has("default")) {
            bounds.add(new Bound("if missing,", schema.path("default").toString()));
        }
        return bounds;
    }

    private static void single(List<Bound> bounds, JsonNode schema, String keyword, String words) {
        if (schema.has(keyword)) {
            bounds.add(new Bound(words + number(schema.path(keyword)), ""));
        }
    }

    private static void range(List<Bound> bounds, JsonNode schema, String least, String most, String unit) {
        String from = number(schema.path(least));
        String to = number(schema.path(most));
        if (from.isEmpty() && to.isEmpty()) {
            return;
        }
        String range = from.equals(to)
                ? "exactly " + from
                : from.isEmpty() ? "at most " + to : to.isEmpty() ? "at least " + from : from + " to " + to;
        bounds.add(new Bound((range + " " + unit).strip(), ""));
    }

    private static String number(JsonNode number) {
        return number.isNumber() ? number.decimalValue().toPlainString() : "";
    }
}
