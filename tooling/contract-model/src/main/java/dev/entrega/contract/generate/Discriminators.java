package dev.entrega.contract.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By what the branches of each {@code oneOf} are told apart: a property that all of them require, each with a constant of
 * its own. Known before any record is read, since a branch leaves that property out wherever it is used.
 */
final class Discriminators {

    /** Of the definition of a branch. */
    private final Map<String, String> propertyOf = new HashMap<>();

    private final Map<String, String> unionOf = new HashMap<>();
    private final Set<String> visited = new HashSet<>();

    private Discriminators() {}

    /** Those of all that the schema of an event leads to. */
    static Discriminators of(SchemaPlace root) {
        Discriminators all = new Discriminators();
        all.visit(root);
        return all;
    }

    /** The property that a record leaves out, since its type says the same; empty if the schema is no branch. */
    Optional<String> propertyOf(SchemaPlace definition) {
        return Optional.ofNullable(propertyOf.get(definition.pointer()));
    }

    /** What a schema allows alone for a property; empty if that is not one string. */
    static Optional<String> constant(SchemaPlace schema, String property) {
        JsonNode values = schema.at("properties").at(property).node();
        JsonNode only = values.path("enum").size() == 1 ? values.path("enum").get(0) : values.path("const");
        return only.isTextual() ? Optional.of(only.textValue()) : Optional.empty();
    }

    private void visit(SchemaPlace schema) {
        if (!schema.node().isObject() || !visited.add(schema.pointer())) {
            return;
        }
        if (schema.has("$ref")) {
            visit(schema.target());
        }
        if (schema.has("oneOf") && !schema.isRoot()) {
            union(schema.at("oneOf"));
        }
        schema.at("properties").children().forEach(this::visit);
        visit(schema.at("items"));
        visit(schema.at("additionalProperties"));
    }

    private void union(SchemaPlace oneOf) {
        List<SchemaPlace> branches = new ArrayList<>();
        for (SchemaPlace element : oneOf.elements()) {
            branches.add(branch(element));
        }
        String property = discriminator(oneOf, branches);
        for (SchemaPlace branch : branches) {
            String other = propertyOf.putIfAbsent(branch.pointer(), property);
            if (other != null && !other.equals(property)) {
                throw oneOf.error("'" + branch.name() + "' is told apart by '" + property + "' here, but by '" + other
                        + "' at " + unionOf.get(branch.pointer()) + ". Use the same property, or two definitions.");
            }
            unionOf.putIfAbsent(branch.pointer(), oneOf.pointer());
        }
        branches.forEach(this::visit);
    }

    private static SchemaPlace branch(SchemaPlace element) {
        if (!element.has("$ref")) {
            throw element.error("A branch of oneOf becomes a record and needs a name. Move it into $defs and refer to"
                    + " it from here.");
        }
        SchemaPlace branch = element.target();
        if (!branch.text("type").equals("object") || !branch.has("properties")) {
            throw element.error("A branch of oneOf becomes a record, and '" + branch.name() + "' is no object with"
                    + " properties. Make it one, or put it into one.");
        }
        return branch;
    }

    /** The first, in the order of the first branch, that all require with constants of their own. */
    private static String discriminator(SchemaPlace oneOf, List<SchemaPlace> branches) {
        return branches.stream()
                .limit(1)
                .flatMap(first -> first.at("properties").children().stream())
                .map(SchemaPlace::name)
                .filter(property -> tellsApart(property, branches))
                .findFirst()
                .orElseThrow(() -> oneOf.error("Readers can't tell these branches apart. Give each a required property"
                        + " of one name, e.g. \"kind\", with a \"const\" text of its own."));
    }

    private static boolean tellsApart(String property, List<SchemaPlace> branches) {
        Set<String> constants = new HashSet<>();
        return branches.stream()
                .allMatch(branch -> branch.requires(property)
                        && constant(branch, property).filter(constants::add).isPresent());
    }
}
