package dev.entrega.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** One rule of a filter policy for one attribute (SNS developer guide, "string / numeric value matching"). */
sealed interface FilterRule {

    /** @param values of the attribute; none if the message lacks it */
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

    record Prefix(String prefix) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream()
                    .anyMatch(value -> value.isTextual() && value.textValue().startsWith(prefix));
        }
    }

    record Suffix(String suffix) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream()
                    .anyMatch(value -> value.isTextual() && value.textValue().endsWith(suffix));
        }
    }

    /** The attribute must be there, and one of its values be none of these. */
    record AnythingBut(List<FilterRule> excluded) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.stream().anyMatch(value -> excluded.stream().noneMatch(rule -> rule.accepts(List.of(value))));
        }
    }

    record Exists(boolean wanted) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return values.isEmpty() != wanted;
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
                default -> throw FilterPolicy.refused("Unrecognized numeric range operator: " + operator);
            };
        }
    }

    record AllOf(List<FilterRule> rules) implements FilterRule {
        @Override
        public boolean accepts(List<JsonNode> values) {
            return rules.stream().allMatch(rule -> rule.accepts(values));
        }
    }

    static FilterRule parse(JsonNode rule) {
        if (rule.isValueNode()) {
            return new Exact(rule);
        }
        if (!rule.isObject() || rule.size() != 1) {
            throw FilterPolicy.refused("Match value must be String, number, true, false, null or an object of one key");
        }
        var operator = rule.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "prefix" -> new Prefix(text("prefix", operand));
            case "suffix" -> new Suffix(text("suffix", operand));
            case "exists" -> exists(operand);
            case "numeric" -> numeric(operand);
            case "anything-but" -> anythingBut(operand);
            default -> throw FilterPolicy.refused("Unrecognized match type " + operator.getKey());
        };
    }

    private static String text(String operator, JsonNode operand) {
        if (!operand.isTextual()) {
            throw FilterPolicy.refused(operator + " match pattern must be a string");
        }
        return operand.textValue();
    }

    private static FilterRule exists(JsonNode operand) {
        if (!operand.isBoolean()) {
            throw FilterPolicy.refused("exists match pattern must be either true or false.");
        }
        return new Exists(operand.booleanValue());
    }

    private static FilterRule anythingBut(JsonNode operand) {
        List<FilterRule> excluded = new ArrayList<>();
        (operand.isArray() ? operand : List.of(operand)).forEach(value -> excluded.add(parse(value)));
        if (excluded.isEmpty()) {
            throw FilterPolicy.refused("anything-but list must not be empty");
        }
        return new AnythingBut(excluded);
    }

    /** Pairs of operator and bound: {@code [">", 0, "<=", 100]}. */
    private static FilterRule numeric(JsonNode operand) {
        List<FilterRule> bounds = new ArrayList<>();
        for (int i = 0; i + 1 < operand.size(); i += 2) {
            if (!operand.get(i + 1).isNumber()) {
                throw FilterPolicy.refused("Value of " + operand.get(i).asText() + " must be numeric");
            }
            Numeric bound =
                    new Numeric(operand.get(i).asText(), operand.get(i + 1).decimalValue());
            bound.holds(0);
            bounds.add(bound);
        }
        if (bounds.isEmpty() || operand.size() % 2 != 0) {
            throw FilterPolicy.refused("Invalid member in numeric match: ");
        }
        return new AllOf(bounds);
    }
}
