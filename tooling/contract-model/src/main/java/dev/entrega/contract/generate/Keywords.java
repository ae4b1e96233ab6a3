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
    private static final Set<String> BESIDE_BRANCHES = union(ANNOTATIONS, Set.of("oneOf", "type"));
    private static final Set<String> AT_ROOT = union(ANYWHERE, ROOT);

    private Keywords() {}

    /** Refuses what a record can't express, at the keyword's own place. */
    static void check(SchemaPlace schema) {
        if (!schema.node().isObject()) {
            throw schema.error("This is not a schema with a type, so there is no Java type for it. Give it one.");
        }
        Set<String> allowed = allowed(schema);
        for (SchemaPlace keyword : schema.children()) {
            if (!allowed.contains(keyword.name()) && !keyword.name().startsWith("x-")) {
                throw keyword.error(refusal(schema, keyword.name()));
            }
        }
        extensibleEnum(schema);
        SchemaPlace additional = schema.at("additionalProperties");
        if (additional.node().isBoolean() && !additional.node().booleanValue()) {
            throw additional.error("Consumers would refuse events that have a property more, so none could ever be"
                    + " added. Remove it; publishers are held to the known properties without it.");
        }
    }

    private static Set<String> allowed(SchemaPlace schema) {
        if (schema.has("$ref")) {
            return BESIDE_REFERENCE;
        }
        if (schema.isRoot()) {
            return AT_ROOT;
        }
        return schema.has("oneOf") ? BESIDE_BRANCHES : ANYWHERE;
    }

    private static String refusal(SchemaPlace schema, String keyword) {
        if (schema.has("$ref")) {
            return "Beside $ref this would change what is referred to, for this place alone. Move it into the"
                    + " definition.";
        }
        if (schema.has("oneOf") && schema.isRoot()) {
            return "The data of an event is one record. Put what may be one of several into a property of it.";
        }
        if (schema.has("oneOf")) {
            return "Beside oneOf this would hold for all branches. Move it into each of them.";
        }
        return "A record can't express '" + keyword + "', so contracts do without it. Say it with plain types, with"
                + " oneOf over definitions that a property tells apart, or in the description.";
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
