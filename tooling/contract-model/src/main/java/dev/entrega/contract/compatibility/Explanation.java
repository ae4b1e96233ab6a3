package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Turns a gap between two meanings into a change that a human has made: its rule, its place, and what it breaks. */
final class Explanation {

    private final Direction direction;
    private final SchemaTree earlier;
    private final SchemaTree later;

    Explanation(Direction direction, SchemaTree earlier, SchemaTree later) {
        this.direction = direction;
        this.earlier = earlier;
        this.later = later;
    }

    Change of(Gap gap) {
        Rule rule = rule(gap);
        boolean shown = gap.witness() != null;
        return new Change(
                shown ? rule : Rule.NOT_COMPARABLE,
                shown ? Severity.BREAKING : Severity.UNDECIDED,
                pointer(gap),
                gap.path(),
                shown ? Wording.why(rule, gap, direction) : Wording.undecided(gap, direction),
                shown ? Wording.fix(rule, name(gap)) : Wording.UNDECIDED_FIX,
                gap.witness());
    }

    private Rule rule(Gap gap) {
        boolean forward = direction == Direction.FORWARD;
        return switch (gap.kind()) {
            case TYPE -> Rule.TYPE_CHANGED;
            case VALUE -> forward ? Rule.ENUM_VALUE_REMOVED : Rule.ENUM_VALUE_ADDED;
            case REQUIRED -> required(gap);
            case BOUND -> Rule.BOUND_CHANGED;
            case PATTERN -> Rule.PATTERN_CHANGED;
            case FORMAT -> Rule.FORMAT_CHANGED;
            case ITEMS -> Rule.ITEMS_CHANGED;
            case PROPERTY -> forward ? Rule.PROPERTY_REMOVED : Rule.PROPERTY_ADDED;
            case OTHERS -> Rule.ADDITIONAL_PROPERTIES_CHANGED;
            case BRANCH -> forward ? Rule.BRANCH_REMOVED : Rule.BRANCH_ADDED;
            case UNCLEAR -> Rule.NOT_COMPARABLE;
        };
    }

    private Rule required(Gap gap) {
        boolean sent = knows(direction == Direction.FORWARD ? earlier : later, gap.inner(), name(gap));
        if (direction == Direction.FORWARD) {
            return sent ? Rule.PROPERTY_BECAME_REQUIRED : Rule.REQUIRED_ADDED;
        }
        return sent ? Rule.PROPERTY_BECAME_OPTIONAL : Rule.REQUIRED_REMOVED;
    }

    private static boolean knows(SchemaTree tree, Set<String> schemas, String name) {
        return schemas.stream()
                .filter(schema -> schema.startsWith("#"))
                .anyMatch(schema -> tree.at(schema).path("properties").has(name));
    }

    private static String name(Gap gap) {
        List<String> path = gap.path();
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    /** In the later version, at the keyword if it has it. */
    private String pointer(Gap gap) {
        List<String> schemas = (direction == Direction.FORWARD ? gap.outer() : gap.inner())
                .stream().filter(schema -> schema.startsWith("#")).toList();
        if (schemas.isEmpty()) {
            return elsewhere(gap);
        }
        if (gap.kind() == Gap.Kind.REQUIRED || gap.kind() == Gap.Kind.PROPERTY) {
            String owner = owner(schemas, "properties");
            return Pointer.below(Pointer.below(owner, "properties"), name(gap));
        }
        for (String keyword : keywords(gap.keyword())) {
            String owner = owner(schemas, keyword);
            if (later.at(owner).has(keyword)) {
                return Pointer.below(owner, keyword);
            }
        }
        return schemas.get(schemas.size() - 1);
    }

    /** Where the later version says nothing, the nearest place that it shares with the earlier one. */
    private String elsewhere(Gap gap) {
        return (direction == Direction.FORWARD ? gap.inner() : gap.outer())
                .stream().filter(schema -> schema.startsWith("#")).findFirst().orElse("#");
    }

    private String owner(List<String> schemas, String keyword) {
        return schemas.stream()
                .filter(schema -> later.at(schema).has(keyword))
                .findFirst()
                .orElse(schemas.get(schemas.size() - 1));
    }

    private static List<String> keywords(String keyword) {
        return switch (keyword) {
            case "enum" -> List.of("enum", "const");
            case "minimum" -> List.of("minimum", "exclusiveMinimum");
            case "maximum" -> List.of("maximum", "exclusiveMaximum");
            case "exclusiveMinimum" -> List.of("exclusiveMinimum", "minimum");
            case "exclusiveMaximum" -> List.of("exclusiveMaximum", "maximum");
            case "" -> List.of();
            default -> List.of(keyword);
        };
    }

    /** What stands in an instance at a path. */
    static JsonNode at(JsonNode instance, List<String> path) {
        JsonNode node = instance;
        for (String name : path) {
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node;
    }
}
