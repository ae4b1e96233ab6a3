package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON values in one form each, so that 1, 1.0 and 1e0 are the same, as JSON Schema has it. */
final class Values {

    private Values() {}

    /** The values of a type that has only a few. */
    static @Nullable List<JsonNode> of(JsonType type) {
        return switch (type) {
            case NULL -> List.of(NullNode.instance);
            case BOOLEAN -> List.of(BooleanNode.FALSE, BooleanNode.TRUE);
            default -> null;
        };
    }

    static JsonNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        // Integral ones without a fraction: a validator may take 1E+1 for no integer.
        return DecimalNode.valueOf(plain.scale() < 0 ? plain.setScale(0) : plain);
    }

    static JsonNode plain(JsonNode value) {
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        if (value.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> array.add(plain(item)));
            return array;
        }
        if (value.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(property -> object.set(property.getKey(), plain(property.getValue())));
            return object;
        }
        return value;
    }

    static Set<JsonNode> each(Iterable<JsonNode> values) {
        Set<JsonNode> plain = new LinkedHashSet<>();
        values.forEach(value -> plain.add(plain(value)));
        return plain;
    }
}
