package dev.entrega.toolbelt.contract.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of one value, wherever it says it.
 *
 * @param parts      the schema, what it refers to, and what all of it has to hold
 * @param references that were followed
 */
record Shape(JsonNode root, List<JsonNode> parts, Set<String> references) {

    static Shape of(JsonNode root, JsonNode schema) {
        List<JsonNode> parts = new ArrayList<>();
        Set<String> references = new LinkedHashSet<>();
        collect(root, schema, parts, references);
        return new Shape(root, List.copyOf(parts), references);
    }

    private static void collect(JsonNode root, JsonNode schema, List<JsonNode> parts, Set<String> references) {
        parts.add(schema);
        String reference = schema.path("$ref").asText("");
        if (isPointer(reference) && references.add(reference)) {
            collect(root, root.at(reference.substring(1)), parts, references);
        }
        schema.path("allOf").forEach(part -> collect(root, part, parts, references));
    }

    /** Others are told of by lint; here they stand for anything. */
    private static boolean isPointer(String reference) {
        return reference.equals("#") || reference.startsWith("#/");
    }

    /** The first that says it. */
    String text(String keyword) {
        return parts.stream()
                .map(part -> part.path(keyword).asText(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    boolean has(String mark) {
        return parts.stream().anyMatch(part -> part.path(mark).asBoolean(false));
    }

    Set<String> required() {
        Set<String> required = new LinkedHashSet<>();
        parts.forEach(part -> part.path("required").forEach(name -> required.add(name.asText())));
        return required;
    }

    List<Bound> bounds() {
        return parts.stream()
                .flatMap(part -> Bound.of(part).stream())
                .distinct()
                .toList();
    }

    /** One of which holds. */
    List<JsonNode> branches() {
        List<JsonNode> branches = new ArrayList<>();
        parts.forEach(part -> {
            part.path("oneOf").forEach(branches::add);
            part.path("anyOf").forEach(branches::add);
        });
        return branches;
    }

    @Nullable
    Shape items() {
        return inner("items");
    }

    /** Of a map. */
    @Nullable
    Shape entries() {
        return inner("additionalProperties");
    }

    private @Nullable Shape inner(String keyword) {
        return parts.stream()
                .map(part -> part.path(keyword))
                .filter(JsonNode::isObject)
                .findFirst()
                .map(schema -> of(root, schema))
                .orElse(null);
    }

    /** The name that it goes by in this file, e.g. {@code money}; empty if it has none. */
    String name() {
        return references.stream()
                .filter(reference -> reference.startsWith("#/$defs/"))
                .map(reference -> reference.substring("#/$defs/".length()))
                .findFirst()
                .orElse("");
    }

    /** In words, e.g. {@code list of object (line)}. */
    String type() {
        return type(Set.of());
    }

    private String type(Set<String> around) {
        if (references.stream().anyMatch(around::contains)) {
            return name().isEmpty() ? "the same again" : name() + " again";
        }
        var inside = new LinkedHashSet<>(around);
        inside.addAll(references);
        var types = types();
        if (types.isEmpty()) {
            return branches().isEmpty()
                    ? "anything"
                    : branches().stream()
                            .map(branch -> of(root, branch).type(inside))
                            .distinct()
                            .collect(Collectors.joining(" or "));
        }
        return types.stream().map(type -> told(type, inside)).collect(Collectors.joining(" or "));
    }

    private String told(String type, Set<String> inside) {
        Shape items = items();
        Shape entries = entries();
        String name = name().isEmpty() ? "" : " (" + name() + ")";
        String format = text("format");
        return switch (type) {
            case "array" -> items == null ? "list" : "list of " + items.type(inside);
            case "object" -> entries != null && named().isEmpty() ? "map of " + entries.type(inside) : "object" + name;
            case "string" -> format.isEmpty() ? type : type + " (" + format + ")";
            default -> type;
        };
    }

    private List<String> named() {
        return parts.stream()
                .flatMap(part -> part.path("properties").propertyStream().map(each -> each.getKey()))
                .toList();
    }

    /** JSON's types; where none is written, those that its other keywords speak of. */
    private Set<String> types() {
        Set<String> types = new LinkedHashSet<>();
        parts.forEach(part -> {
            if (part.path("type").isTextual()) {
                types.add(part.path("type").asText());
            }
            part.path("type").forEach(type -> types.add(type.asText()));
        });
        if (types.isEmpty()) {
            values().map(value -> switch (value.getNodeType()) {
                        case STRING -> "string";
                        case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
                        case BOOLEAN -> "boolean";
                        case ARRAY -> "array";
                        case OBJECT -> "object";
                        default -> "null";
                    })
                    .forEach(types::add);
        }
        if (types.isEmpty() && !named().isEmpty()) {
            types.add("object");
        }
        return types;
    }

    private Stream<JsonNode> values() {
        return parts.stream()
                .flatMap(part -> part.has("const")
                        ? Stream.of(part.path("const"))
                        : part.path("enum").valueStream());
    }
}
