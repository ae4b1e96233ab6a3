package dev.entrega.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Lines;
import dev.entrega.contract.pattern.Explosion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a valid schema should have all the same: words for its readers, bounds for what they have to hold, and patterns
 * that are matched in linear time whatever comes.
 */
final class SchemaLint {

    private static final List<String> NAMED = List.of("$defs", "properties", "patternProperties", "dependentSchemas");
    private static final List<String> SINGLE = List.of(
            "items",
            "contains",
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
            "not",
            "if",
            "then",
            "else");
    private static final List<String> LISTED = List.of("prefixItems", "allOf", "anyOf", "oneOf");

    /** Those that bound the length of what has them. */
    private static final Set<String> BOUNDED_FORMATS =
            Set.of("date", "date-time", "time", "duration", "uuid", "ipv4", "ipv6");

    private final Contract contract;
    private final Lines lines;
    private final References references;
    private final List<Finding> findings = new ArrayList<>();

    SchemaLint(Contract contract) {
        this.contract = contract;
        this.lines = Lines.read(contract.file());
        this.references = new References(contract.schema());
    }

    List<Finding> findings() {
        JsonNode root = contract.schema();
        if (!isDescribed(root)) {
            add(
                    "description-missing",
                    "#",
                    "Nobody can know what this event tells.",
                    "Add a description of what happened.");
        }
        schema(root, "#");
        return findings;
    }

    private void schema(JsonNode schema, String pointer) {
        references
                .fault(pointer)
                .ifPresent(why -> add(
                        "reference-broken",
                        pointer + "/$ref",
                        why,
                        "Refer to a definition in $defs, and back to it only from a property or an item."));
        strings(schema, pointer);
        sizes(schema, pointer);
        schema.path("patternProperties")
                .properties()
                .forEach(each -> pattern(each.getKey(), below(pointer + "/patternProperties", each.getKey())));
        schema.path("properties").properties().forEach(each -> {
            if (!isDescribed(each.getValue())) {
                add(
                        "description-missing",
                        below(pointer + "/properties", each.getKey()),
                        "Readers have to guess what '" + each.getKey() + "' is.",
                        "Add a description: what it means, its unit, when it is absent.");
            }
        });
        for (String keyword : NAMED) {
            schema.path(keyword)
                    .properties()
                    .forEach(each -> schema(each.getValue(), below(pointer + "/" + keyword, each.getKey())));
        }
        for (String keyword : SINGLE) {
            if (schema.path(keyword).isObject()) {
                schema(schema.path(keyword), pointer + "/" + keyword);
            }
        }
        for (String keyword : LISTED) {
            for (int i = 0; i < schema.path(keyword).size(); i++) {
                schema(schema.path(keyword).get(i), pointer + "/" + keyword + "/" + i);
            }
        }
    }

    private boolean isDescribed(JsonNode schema) {
        JsonNode at = schema;
        for (int hops = 0; hops < 10; hops++) {
            if (!at.path("description").asText("").isBlank() || !at.isObject()) {
                return true;
            }
            String reference = at.path("$ref").asText("");
            if (!reference.startsWith("#/")) {
                return false;
            }
            at = contract.schema().at(reference.substring(1));
        }
        return false;
    }

    private void strings(JsonNode schema, String pointer) {
        if (schema.path("pattern").isTextual()) {
            pattern(schema.path("pattern").textValue(), pointer + "/pattern");
            if (!schema.has("maxLength")) {
                add(
                        "max-length-missing",
                        pointer + "/pattern",
                        "A pattern without maxLength is matched against texts of any length.",
                        "Add maxLength beside it.");
            }
        }
    }

    private void pattern(String pattern, String pointer) {
        Explosion.of(pattern)
                .ifPresent(why -> add(
                        "pattern-explodes",
                        pointer,
                        "This pattern can stop whoever validates with it: " + why + ".",
                        "Write it so that each letter can be matched in one way only, or use an enum, maxLength or a"
                                + " format."));
    }

    private void sizes(JsonNode schema, String pointer) {
        boolean listed = schema.has("enum") || schema.has("const");
        boolean bounded = schema.has("maxLength")
                || schema.has("pattern") // which is told to have a maxLength
                || BOUNDED_FORMATS.contains(schema.path("format").asText(""));
        if (is(schema, "string") && !listed && !bounded) {
            unbounded(pointer, "A text without bound can fill an event, which SNS then refuses.", "maxLength");
        }
        if (is(schema, "array")
                && !listed
                && !schema.has("maxItems")
                && !schema.path("items").isBoolean()) {
            unbounded(pointer, "A list without bound can fill an event, which SNS then refuses.", "maxItems");
        }
        boolean map = schema.path("additionalProperties").isObject() || schema.has("patternProperties");
        if (is(schema, "object") && map && !schema.has("maxProperties")) {
            unbounded(pointer, "A map without bound can fill an event, which SNS then refuses.", "maxProperties");
        }
    }

    private void unbounded(String pointer, String why, String keyword) {
        add("size-unbounded", pointer, why, "Add " + keyword + ", with room to spare: it can't be changed later.");
    }

    private static boolean is(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        boolean among = false;
        for (JsonNode each : types) {
            among |= each.asText().equals(type);
        }
        return among || types.asText("").equals(type);
    }

    private void add(String rule, String pointer, String why, String fix) {
        findings.add(new Finding(rule, contract.file(), lines.at(pointer), pointer, why, fix));
    }

    /** RFC 6901, section 3. */
    private static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
