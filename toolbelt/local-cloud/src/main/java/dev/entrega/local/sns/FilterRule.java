package dev.entrega.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/** One rule of a filter policy for one key (SNS developer guide, "string", "numeric" and "key matching"). */
sealed interface FilterRule {

    /** @param values of the attribute or property; none if the message lacks it */
    boolean accepts(List<JsonNode> values);

    record Exact(JsonNode wanted) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream()
                    .anyMatch(value -> (wanted.isNumber() && value.isNumber())
                            ? wanted.decimalValue().compareTo(value.decimalValue()) == 0
                            : wanted.equals(value));
        }
    }

    /** Of texts: prefix, suffix, the same but for upper and lower case, a pattern, a block of addresses. */
    record Text(Predicate<String> test) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream().anyMatch(value -> value.isTextual() && test.test(value.textValue()));
        }
    }

    /** The attribute must be there, and one of its values be none of these. */
    record AnythingBut(List<FilterRule> excluded) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream().anyMatch(value -> excluded.stream().noneMatch(rule -> rule.accepts(List.of(value))));
        }
    }

    /** With a value that is neither null nor empty. */
    record Exists(boolean wanted) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return wanted
                    == values.stream()
                            .anyMatch(
                                    value -> !value.isNull() && !value.asText().isEmpty());
        }
    }

    record Numeric(String operator, BigDecimal bound) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream()
                    .anyMatch(value ->
                            value.isNumber() && holds(value.decimalValue().compareTo(bound)));
        }

        private boolean holds(int comparison) {
            return switch (operator) {
                case "=" -> comparison == 0;
                case "<" -> comparison < 0;
                case "<=" -> comparison <= 0;
                case ">" -> comparison > 0;
                case ">=" -> comparison >= 0;
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    /** By one and the same value. */
    record Between(Numeric bottom, Numeric top) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream().anyMatch(value -> bottom.accepts(List.of(value)) && top.accepts(List.of(value)));
        }
    }
}
