package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Gap.Kind;

/** Which keyword refuses a single value. */
final class Refusal {

    private Refusal() {}

    static Gap of(Pairing pairing, JsonNode value) {
        Alternative outer = pairing.outer();
        if (outer.values() != null) {
            return pairing.gap(Kind.VALUE, "enum", value);
        }
        if (value.isNumber()) {
            return ofNumber(pairing, value);
        }
        if (value.isTextual()) {
            return ofString(pairing, value);
        }
        return pairing.gap(Kind.VALUE, "enum", value);
    }

    private static Gap ofNumber(Pairing pairing, JsonNode value) {
        Numbers outer = pairing.outer().numbers();
        var number = value.decimalValue();
        if (!new Numbers(outer.lower(), null, null).contains(number)) {
            return pairing.gap(Kind.BOUND, "minimum", value);
        }
        if (!new Numbers(null, outer.upper(), null).contains(number)) {
            return pairing.gap(Kind.BOUND, "maximum", value);
        }
        boolean integers = outer.step() != null && outer.step().intValue() == 1;
        return integers ? pairing.gap(Kind.TYPE, "type", value) : pairing.gap(Kind.BOUND, "multipleOf", value);
    }

    private static Gap ofString(Pairing pairing, JsonNode value) {
        Strings outer = pairing.outer().strings();
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (length < outer.min() || length > outer.max()) {
            return pairing.gap(Kind.BOUND, length < outer.min() ? "minLength" : "maxLength", value);
        }
        boolean matches = outer.patterns().stream().allMatch(pattern -> Objects.matches(pattern, text));
        return matches ? pairing.gap(Kind.FORMAT, "format", value) : pairing.gap(Kind.PATTERN, "pattern", value);
    }
}
