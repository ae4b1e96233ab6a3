package dev.entrega.contract.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The part of a contract's schema that a view reads: its components, theirs, and so on. What it doesn't read may be there
 * or not, and may be anything.
 */
public final class ViewSchema {

    private final EventType<?> type;
    private final JsonNode root;

    /** The records that are being read: one within one of its own kind is not narrowed any more. */
    private final Deque<Type> open = new ArrayDeque<>();

    private ViewSchema(EventType<?> type, JsonNode root) {
        this.type = type;
        this.root = root;
    }

    /**
     * The part that the type's data reads: all, unless that is an {@link dev.entrega.contract.EventView}.
     *
     * @param schema of the whole contract; not changed
     * @throws ContractException if the view has a component that the contract doesn't know, or one that could not say that
     *     a property is absent
     */
    public static JsonNode of(EventType<?> type, JsonNode schema) {
        if (!type.isView()) {
            return schema;
        }
        JsonNode part = new ViewSchema(type, schema).part(schema, type.dataType());
        if (part instanceof ObjectNode object
                && schema.has("$defs")
                && part.toString().contains("\"$ref\"")) {
            object.set("$defs", schema.path("$defs"));
        }
        return part;
    }

    private JsonNode part(JsonNode schema, Type java) {
        JsonNode target = target(schema);
        if (java instanceof ParameterizedType container) {
            return container(target, container);
        }
        boolean narrowed = java instanceof Class<?> named && named.isRecord() && !open.contains(java);
        if (!narrowed || !target.path("properties").isObject()) {
            return target.deepCopy();
        }
        open.push(java);
        try {
            return object(target, (Class<?>) java);
        } finally {
            open.pop();
        }
    }

    private JsonNode container(JsonNode schema, ParameterizedType container) {
        boolean map = container.getRawType() == Map.class;
        Type[] parts = container.getActualTypeArguments();
        String keyword = map ? "additionalProperties" : "items";
        JsonNode copy = schema.deepCopy();
        if (copy instanceof ObjectNode object && schema.path(keyword).isObject()) {
            object.set(keyword, part(schema.path(keyword), parts[parts.length - 1]));
        }
        return copy;
    }

    private ObjectNode object(JsonNode schema, Class<?> view) {
        var part = JsonNodeFactory.instance.objectNode().put("type", "object");
        var required = part.putArray("required");
        var properties = part.putObject("properties");
        List<String> always = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        discriminators(view).forEach(property -> {
            required.add(property);
            properties.set(property, schema.path("properties").path(property).deepCopy());
        });
        for (RecordComponent component : view.getRecordComponents()) {
            String property = propertyOf(component);
            JsonNode known = schema.path("properties").path(property);
            if (known.isMissingNode()) {
                throw new ContractException(view.getName() + " reads \"" + property + "\", which " + type
                        + " doesn't have there. It has "
                        + String.join(", ", names(schema.path("properties"))) + ".");
            }
            if (always.contains(property)) {
                required.add(property);
            } else if (component.getType().isPrimitive()) {
                throw new ContractException(view.getName() + "." + component.getName() + " is a "
                        + component.getType() + ", but " + type + " doesn't always have it, and a "
                        + component.getType()
                        + " can't say so. Make it an object, as Long, and @Nullable.");
            }
            properties.set(property, part(known, component.getGenericType()));
        }
        return part;
    }

    /** What tells the record from the others of a sealed interface is no component of it, and is read all the same. */
    private static Set<String> discriminators(Class<?> view) {
        return Arrays.stream(view.getInterfaces())
                .map(union -> union.getAnnotation(JsonTypeInfo.class))
                .filter(Objects::nonNull)
                .map(JsonTypeInfo::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the record's component, its accessor or its constructor's parameter: wherever Jackson looks. */
    private static String propertyOf(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** What a reference in place means, or the schema itself. */
    private JsonNode target(JsonNode schema) {
        JsonNode target = schema;
        for (int step = 0;
                target.path("$ref").asText().startsWith("#")
                        && step < root.path("$defs").size() + 1;
                step++) {
            target = root.at(target.path("$ref").asText().substring(1));
        }
        return target;
    }
}
