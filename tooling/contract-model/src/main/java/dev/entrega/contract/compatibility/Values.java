package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.math.BigInteger;
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

    /** As a parser would read it: a validator may tell 1 from 1.0 inside of a list. */
    static JsonNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() > 0) {
            return DecimalNode.valueOf(plain);
        }
        BigInteger whole = plain.toBigIntegerExact();
        return whole.bitLength() < Integer.SIZE
                ? IntNode.valueOf(whole.intValue())
                : whole.bitLength() < Long.SIZE ? LongNode.valueOf(whole.longValue()) : BigIntegerNode.valueOf(whole);
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
