package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a text is in Java. A type of its own only where that holds every text that the contract allows and writes it back
 * with the same meaning: not for {@code uuid}, whose letters would change their case, and for {@code duration} only
 * without years, months and weeks.
 */
final class TextForm {

    private TextForm() {}

    static ClassName of(SchemaPlace schema) {
        return switch (schema.text("format")) {
            case "date-time" -> ClassName.get(Instant.class);
            case "date" -> ClassName.get(LocalDate.class);
            case "duration" -> ClassName.get(isOfHoursAtMost(schema.text("pattern")) ? Duration.class : String.class);
            case "decimal" -> decimal(schema);
            default -> ClassName.get(String.class);
        };
    }

    /** Whether a value is written as text though its type in Java is none; also of what a list or map holds. */
    static boolean isTyped(SchemaPlace schema) {
        SchemaPlace target = schema.with("type");
        return switch (target.text("type")) {
            case "string" -> !target.has("enum") && !of(target).canonicalName().equals(String.class.getName());
            case "array" -> isTyped(target.at("items"));
            case "object" ->
                target.at("additionalProperties").node().isObject() && isTyped(target.at("additionalProperties"));
            default -> false;
        };
    }

    /** A format of OpenAPI's registry, which no validator asserts: the pattern does. */
    private static ClassName decimal(SchemaPlace schema) {
        if (!schema.has("pattern")) {
            throw schema.at("format")
                    .error("No validator knows the format 'decimal', so publishers could send any text. Add a pattern"
                            + " such as ^[0-9]{1,9}\\.[0-9]{2}$, and maxLength.");
        }
        return ClassName.get(BigDecimal.class);
    }

    /** The format sees to the rest: after PT come hours, minutes and seconds. */
    private static boolean isOfHoursAtMost(String pattern) {
        int depth = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char each = pattern.charAt(i);
            depth += each == '(' ? 1 : each == ')' ? -1 : 0;
            if (each == '|' && depth == 0) {
                return false;
            }
        }
        return pattern.startsWith("^PT");
    }
}
