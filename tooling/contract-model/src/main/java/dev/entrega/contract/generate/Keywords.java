package dev.entrega.contract.generate;

import java.util.HashSet;
import java.util.Set;

/** The part of JSON Schema that a contract may use: what has one plain counterpart in a record, or only limits values. */
final class Keywords {

    private static final Set<String> ANNOTATIONS =
            Set.of("$comment", "title", "description", "default", "examples", "deprecated");

    private static final Set<String> LIMITS = Set.of(
            "const",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    private static final Set<String> STRUCTURE =
            Set.of("type", "enum", "format", "items", "properties", "required", "additionalProperties");

    private static final Set<String> ROOT = Set.of("$schema", "$id", "$defs");

    private static final Set<String> ANYWHERE = union(ANNOTATIONS, LIMITS, STRUCTURE);
    private static final Set<String> BESIDE_REFERENCE = union(ANNOTATIONS, Set.of("$ref"));
    private static final Set<String> AT_ROOT = union(ANYWHERE, ROOT);

    private Keywords() {}

    /** Refuses what a record can't express, at the keyword's own place. */
    static void check(SchemaPlace schema) {
        if (!schema.node().isObject()) {
            throw schema.error("This is not a schema with a type, so there is no Java type for it. Give it one.");
        }
        Set<String> allowed =
                schema.has("$ref") ? BESIDE_REFERENCE : schema.pointer().equals("#") ? AT_ROOT : ANYWHERE;
        for (SchemaPlace keyword : schema.children()) {
            if (!allowed.contains(keyword.name()) && !keyword.name().startsWith("x-")) {
                throw keyword.error(
                        schema.has("$ref")
                                ? "Beside $ref this would change what is referred to, for this place alone."
                                        + " Move it into the definition."
                                : "A record can't express '" + keyword.name() + "', so contracts do without it."
                                        + " Say it with plain types, or in the description.");
            }
        }
        extensibleEnum(schema);
        SchemaPlace additional = schema.at("additionalProperties");
        if (additional.node().isBoolean() && !additional.node().booleanValue()) {
            throw additional.error("Consumers would refuse events that have a property more, so none could ever be"
                    + " added. Remove it; publishers are held to the known properties without it.");
        }
    }

    private static void extensibleEnum(SchemaPlace schema) {
        SchemaPlace mark = schema.at("x-extensible-enum");
        if (!schema.has("x-extensible-enum")) {
            return;
        }
        if (!mark.node().isBoolean()) {
            throw mark.error("x-extensible-enum is " + mark.node() + "; it must be true or false. The values stand in"
                    + " \"enum\" beside it.");
        }
        if (!schema.has("enum")) {
            throw mark.error("There is no \"enum\" beside it that could be extended. Add the values that are known.");
        }
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> union = new HashSet<>();
        for (Set<String> set : sets) {
            union.addAll(set);
        }
        return Set.copyOf(union);
    }
}
