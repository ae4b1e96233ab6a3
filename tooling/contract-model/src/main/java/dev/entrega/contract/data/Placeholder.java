package dev.entrega.contract.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands where something personal stood and something must stand. */
final class Placeholder {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ERASED = "***";

    /** Of names that nobody has (RFC 2606; those under {@code .invalid} are no e-mail addresses to a validator). */
    private static final Map<String, String> OF_FORMAT = Map.of(
            "email", "erased@example.com",
            "idn-email", "erased@example.com",
            "hostname", "example.com",
            "uri", "urn:erased",
            "uri-reference", "urn:erased",
            "uuid", "00000000-0000-0000-0000-000000000000",
            "date", "1970-01-01",
            "date-time", "1970-01-01T00:00:00Z",
            "time", "00:00:00Z",
            "ipv4", "0.0.0.0");

    private Placeholder() {}

    /**
     * @param data a text, a number, a truth value or null
     * @param schemas all that hold for it
     */
    static JsonNode of(JsonNode data, List<JsonNode> schemas) {
        if (data.isNull() || keyword(schemas, "type").anyMatch(Placeholder::allowsNull)) {
            return JSON.nullNode();
        }
        var first = keyword(schemas, "enum")
                .filter(values -> !values.isEmpty())
                .map(values -> values.path(0))
                .findFirst();
        if (first.isPresent()) {
            return first.get();
        }
        if (data.isNumber()) {
            var least = least(schemas).orElse(BigDecimal.ZERO);
            return data.isIntegralNumber() ? JSON.numberNode(least.longValue()) : JSON.numberNode(least);
        }
        return data.isBoolean() ? JSON.booleanNode(false) : JSON.textNode(text(schemas));
    }

    private static Stream<JsonNode> keyword(List<JsonNode> schemas, String keyword) {
        return schemas.stream().map(schema -> schema.path(keyword)).filter(value -> !value.isMissingNode());
    }

    private static boolean allowsNull(JsonNode type) {
        return type.asText().equals("null")
                || type.valueStream().anyMatch(one -> one.asText().equals("null"));
    }

    private static Optional<BigDecimal> least(List<JsonNode> schemas) {
        return keyword(schemas, "minimum").map(JsonNode::decimalValue).max(BigDecimal::compareTo);
    }

    private static String text(List<JsonNode> schemas) {
        return keyword(schemas, "format")
                .map(format -> OF_FORMAT.get(format.asText()))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseGet(() -> asLong(schemas));
    }

    private static String asLong(List<JsonNode> schemas) {
        int atLeast =
                keyword(schemas, "minLength").mapToInt(JsonNode::asInt).max().orElse(0);
        int atMost =
                keyword(schemas, "maxLength").mapToInt(JsonNode::asInt).min().orElse(ERASED.length());
        return "*".repeat(Math.max(atLeast, Math.min(ERASED.length(), atMost)));
    }
}
