package dev.entrega.api.openapi;

import static java.util.Map.entry;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas (2020-12) of Java types, as Jackson reads and writes them here. Records, beans and enums become components,
 * the others stand where they are used. Of what it doesn't know it says nothing, which allows everything.
 */
final class Schemas {

    /** The direction: what a client must send isn't always what it gets. */
    enum Use {
        REQUEST,
        ANSWER
    }

    private record Key(JavaType type, Use use) {}

    private record Scalar(String type, @Nullable String format) {}

    private static final Map<Class<?>, Scalar> SCALARS = Map.ofEntries(
            entry(String.class, new Scalar("string", null)),
            entry(char.class, new Scalar("string", null)),
            entry(UUID.class, new Scalar("string", "uuid")),
            entry(URI.class, new Scalar("string", "uri-reference")),
            entry(Instant.class, new Scalar("string", "date-time")),
            entry(OffsetDateTime.class, new Scalar("string", "date-time")),
            entry(ZonedDateTime.class, new Scalar("string", "date-time")),
            entry(LocalDate.class, new Scalar("string", "date")),
            entry(boolean.class, new Scalar("boolean", null)),
            entry(Boolean.class, new Scalar("boolean", null)),
            entry(int.class, new Scalar("integer", "int32")),
            entry(Integer.class, new Scalar("integer", "int32")),
            entry(long.class, new Scalar("integer", "int64")),
            entry(Long.class, new Scalar("integer", "int64")),
            entry(BigInteger.class, new Scalar("integer", null)),
            entry(double.class, new Scalar("number", "double")),
            entry(Double.class, new Scalar("number", "double")),
            entry(float.class, new Scalar("number", "float")),
            entry(Float.class, new Scalar("number", "float")),
            entry(BigDecimal.class, new Scalar("number", null)));

    private final ObjectMapper json;
    private final ObjectNode components;
    private final Map<Key, String> names = new HashMap<>();

    /** @param components where those of records and enums are put */
    Schemas(ObjectMapper json, ObjectNode components) {
        this.json = json;
        this.components = components;
    }

    /** Of what stands in a path, a query or a header, where nothing is null. */
    ObjectNode parameter(JavaType type, @Nullable AnnotatedType written) {
        return constrained(type, written, Use.REQUEST);
    }

    /** @param written the same type with its annotations, {@code null} if there are none to be seen */
    ObjectNode of(JavaType type, @Nullable AnnotatedType written, Use use) {
        ObjectNode schema = constrained(type, written, use);
        return Members.isNullable(written) || type.isReferenceType() ? orNull(schema) : schema;
    }

    private ObjectNode constrained(JavaType type, @Nullable AnnotatedType written, Use use) {
        ObjectNode schema = bare(type, written, use);
        if (written != null) {
            Constraints.addTo(schema, written);
        }
        return schema;
    }

    private ObjectNode orNull(ObjectNode schema) {
        if (schema.path("type").isTextual()) {
            String type = schema.path("type").asText();
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        ObjectNode either = json.createObjectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private ObjectNode bare(JavaType type, @Nullable AnnotatedType written, Use use) {
        Class<?> raw = type.getRawClass();
        ObjectNode schema = json.createObjectNode();
        Scalar scalar = SCALARS.get(raw);
        if (scalar != null) {
            schema.put("type", scalar.type());
            return scalar.format() == null ? schema : schema.put("format", scalar.format());
        }
        if (type.isReferenceType()) {
            return constrained(type.getContentType(), Members.content(written), use);
        }
        if (raw == byte[].class) {
            return schema.put("type", "string").put("contentEncoding", "base64");
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            schema.put("type", "array").set("items", of(type.getContentType(), Members.content(written), use));
            return schema;
        }
        if (type.isMapLikeType()) {
            schema.put("type", "object")
                    .set("additionalProperties", of(type.getContentType(), Members.content(written), use));
            return schema;
        }
        if (raw.isInterface() || raw.getName().startsWith("java.") || JsonNode.class.isAssignableFrom(raw)) {
            return schema;
        }
        return schema.put("$ref", "#/components/schemas/" + component(type, use));
    }

    /** Its name. One that is the same in both directions is one component. */
    private String component(JavaType type, Use use) {
        String known = names.get(new Key(type, use));
        if (known != null) {
            return known;
        }
        String inRequests = use == Use.ANSWER ? names.get(new Key(type, Use.REQUEST)) : null;
        if (inRequests != null) {
            names.put(new Key(type, use), inRequests);
            if (describe(type, use).equals(components.path(inRequests))) {
                return inRequests;
            }
        }
        String name = free(inRequests == null ? name(type) : inRequests + "Answer");
        // Known before it is described, since it may hold itself.
        names.put(new Key(type, use), name);
        components.putObject(name);
        components.set(name, describe(type, use));
        return name;
    }

    private String free(String name) {
        return Stream.iterate(2, number -> number + 1)
                .map(number -> number == 2 ? name : name + (number - 1))
                .filter(candidate -> !components.has(candidate))
                .findFirst()
                .orElseThrow();
    }

    private static String name(JavaType type) {
        Class<?> raw = type.getRawClass();
        String own = raw.getDeclaringClass() == null
                ? raw.getSimpleName()
                : raw.getDeclaringClass().getSimpleName() + "." + raw.getSimpleName();
        return own
                + type.getBindings().getTypeParameters().stream()
                        .map(parameter -> "Of" + name(parameter))
                        .collect(Collectors.joining());
    }

    private ObjectNode describe(JavaType type, Use use) {
        if (type.isEnumType()) {
            return enumeration(type.getRawClass());
        }
        var written = json.getSerializationConfig().introspect(type);
        var value = written.findJsonValueAccessor();
        return value == null ? object(type, use) : of(value.getType(), null, use);
    }

    /** As it is written, whatever its constants are called. */
    private ObjectNode enumeration(Class<?> type) {
        ObjectNode schema = json.createObjectNode().put("type", "string");
        var values = schema.putArray("enum");
        Arrays.stream(type.getEnumConstants()).map(json::<JsonNode>valueToTree).forEach(values::add);
        if (!values.path(0).isTextual()) {
            schema.remove("type");
        }
        return schema;
    }

    private ObjectNode object(JavaType type, Use use) {
        BeanDescription bean = use == Use.REQUEST
                ? json.getDeserializationConfig().introspect(type)
                : json.getSerializationConfig().introspect(type);
        ObjectNode schema = json.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = json.createArrayNode();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            AnnotatedType written = written(type.getRawClass(), property);
            ObjectNode described = of(property.getPrimaryType(), written, use);
            properties.set(property.getName(), described);
            boolean isNullable =
                    Members.isNullable(written) || property.getPrimaryType().isReferenceType();
            if (!isNullable && (use == Use.REQUEST || isAlwaysWritten(bean, property, described))) {
                required.add(property.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static @Nullable AnnotatedType written(Class<?> owner, BeanPropertyDefinition property) {
        AnnotatedType field = Members.written(owner, property.getInternalName());
        if (field != null) {
            return field;
        }
        var getter = property.getGetter();
        return getter == null ? null : getter.getAnnotated().getAnnotatedReturnType();
    }

    /** Jackson is often told to leave out what is empty. */
    private boolean isAlwaysWritten(BeanDescription bean, BeanPropertyDefinition property, ObjectNode schema) {
        Include ofBean = Objects.requireNonNull(
                        bean.findPropertyInclusion(json.getSerializationConfig().getDefaultPropertyInclusion()))
                .getValueInclusion();
        Include own = property.findInclusion().getValueInclusion();
        return switch (own == Include.USE_DEFAULTS ? ofBean : own) {
            case ALWAYS, NON_NULL, NON_ABSENT, USE_DEFAULTS -> true;
            case NON_EMPTY ->
                switch (schema.path("type").asText()) {
                    case "string" -> Constraints.isNeverEmpty(schema);
                    case "array" -> schema.path("minItems").asInt() > 0;
                    case "object" -> schema.path("minProperties").asInt() > 0;
                    default -> true;
                };
            case NON_DEFAULT, CUSTOM -> false;
        };
    }
}
