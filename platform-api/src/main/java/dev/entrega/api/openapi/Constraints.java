package dev.entrega.api.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;

/** Jakarta Validation in the words of JSON Schema, as far as that has them. */
final class Constraints {

    private Constraints() {}

    static void addTo(ObjectNode schema, AnnotatedType type) {
        for (Annotation annotation : type.getAnnotations()) {
            switch (annotation) {
                case Size size -> size(schema, size.min(), size.max());
                case NotEmpty filled -> size(schema, 1, Integer.MAX_VALUE);
                case NotBlank filled ->
                    schema.put("minLength", Math.max(1, schema.path("minLength").asInt()));
                case Min min -> schema.put("minimum", min.value());
                case Max max -> schema.put("maximum", max.value());
                case DecimalMin min ->
                    schema.put(min.inclusive() ? "minimum" : "exclusiveMinimum", new BigDecimal(min.value()));
                case DecimalMax max ->
                    schema.put(max.inclusive() ? "maximum" : "exclusiveMaximum", new BigDecimal(max.value()));
                case Positive positive -> schema.put("exclusiveMinimum", 0);
                case PositiveOrZero positive -> schema.put("minimum", 0);
                case Negative negative -> schema.put("exclusiveMaximum", 0);
                case NegativeOrZero negative -> schema.put("maximum", 0);
                // Validation asks for the whole of a text, JSON Schema for any part of it.
                case Pattern pattern -> schema.put("pattern", "^(?:" + pattern.regexp() + ")$");
                case Email email -> schema.put("format", "email");
                default -> {}
            }
        }
    }

    private static void size(ObjectNode schema, int min, int max) {
        String what = switch (schema.path("type").asText()) {
            case "array" -> "Items";
            case "object" -> "Properties";
            default -> "Length";
        };
        if (min > 0) {
            schema.put("min" + what, Math.max(min, schema.path("min" + what).asInt()));
        }
        if (max < Integer.MAX_VALUE) {
            schema.put("max" + what, max);
        }
    }

    /** Whether a text of this schema has at least one character. */
    static boolean isNeverEmpty(ObjectNode text) {
        return text.path("minLength").asInt() > 0
                || text.has("format")
                || text.has("enum")
                || (text.has("pattern") && !"".matches(text.path("pattern").asText()));
    }
}
