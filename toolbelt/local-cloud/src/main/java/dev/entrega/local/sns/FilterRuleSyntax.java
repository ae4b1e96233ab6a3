package dev.entrega.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.local.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the rules of a filter policy; what SNS refuses is refused in its words where they are known. */
final class FilterRuleSyntax {
    private static final Set<String> RESERVED =
            Set.of("exists", "numeric", "prefix", "suffix", "equals-ignore-case", "anything-but", "cidr", "wildcard");

    private static final Set<String> OPERATORS = Set.of("<", "<=", "=", ">", ">=");

    private FilterRuleSyntax() {}

    static boolean isReserved(String key) {
        return RESERVED.contains(key);
    }

    /** @throws Refusal if this is no rule */
    static FilterRule parse(JsonNode rule) {
        if (rule.isValueNode()) {
            return new FilterRule.Exact(rule);
        }
        if (!rule.isObject()) {
            throw FilterPolicy.refused("Match value must be String, number, true, false, or null");
        }
        if (rule.size() != 1) {
            throw FilterPolicy.refused("Only one key allowed in match expression");
        }
        var operator = rule.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "exists" -> exists(operand);
            case "numeric" -> numeric(operand);
            case "anything-but" -> anythingBut(operand);
            default -> text(operator.getKey(), operand);
        };
    }

    private static FilterRule text(String operator, JsonNode operand) {
        return switch (operator) {
            case "prefix" -> {
                String prefix = string(operator, operand);
                yield new FilterRule.Text(text -> text.startsWith(prefix));
            }
            case "suffix" -> {
                String suffix = string(operator, operand);
                yield new FilterRule.Text(text -> text.endsWith(suffix));
            }
            case "equals-ignore-case" -> {
                String wanted = string(operator, operand);
                yield new FilterRule.Text(text -> text.equalsIgnoreCase(wanted));
            }
            // SNS, too, takes this one for a prefix when it complains.
            case "cidr" -> new FilterRule.Text(Cidr.parse(string("prefix", operand))::contains);
            case "wildcard" -> new FilterRule.Text(wildcard(operand)::matches);
            default -> throw FilterPolicy.refused("Unrecognized match type " + operator);
        };
    }

    private static String string(String operator, JsonNode operand) {
        if (!operand.isTextual()) {
            throw FilterPolicy.refused(operator + " match pattern must be a string");
        }
        return operand.textValue();
    }

    private static Wildcard wildcard(JsonNode operand) {
        String pattern = string("wildcard", operand);
        Wildcard wildcard = Wildcard.parse(pattern);
        if (Wildcard.stars(pattern) > Wildcard.MOST_STARS) {
            throw FilterPolicy.refused(
                    "A wildcard pattern can not have more than " + Wildcard.MOST_STARS + " wildcards: " + pattern);
        }
        return wildcard;
    }

    private static FilterRule exists(JsonNode operand) {
        if (!operand.isBoolean()) {
            throw FilterPolicy.refused("exists match pattern must be either true or false.");
        }
        return new FilterRule.Exists(operand.booleanValue());
    }

    /** Values, or an object with one prefix or wildcard or a list of them. */
    private static FilterRule anythingBut(JsonNode operand) {
        List<FilterRule> excluded = new ArrayList<>();
        if (operand.isObject()) {
            if (operand.size() != 1) {
                throw FilterPolicy.refused("Only one key allowed in match expression");
            }
            var pattern = operand.properties().iterator().next();
            if (!Set.of("prefix", "wildcard").contains(pattern.getKey())) {
                throw FilterPolicy.refused("Unsupported anything-but pattern: " + pattern.getKey());
            }
            list(pattern.getValue()).forEach(value -> excluded.add(text(pattern.getKey(), value)));
        } else {
            list(operand).forEach(value -> {
                if (!value.isTextual() && !value.isNumber()) {
                    throw FilterPolicy.refused("Inside anything-but list, only strings and numbers are supported");
                }
                excluded.add(new FilterRule.Exact(value));
            });
        }
        if (excluded.isEmpty()) {
            throw FilterPolicy.refused("Empty arrays are not allowed");
        }
        return new FilterRule.AnythingBut(excluded);
    }

    /** One value or a list of them. */
    static List<JsonNode> list(JsonNode operand) {
        List<JsonNode> list = new ArrayList<>();
        if (operand.isArray()) {
            operand.forEach(list::add);
        } else if (!operand.isMissingNode()) {
            list.add(operand);
        }
        return list;
    }

    /** An operator and a number, or a range: {@code [">", 0, "<=", 100]}. */
    private static FilterRule numeric(JsonNode operand) {
        FilterRule.Numeric first = comparison(operand, 0);
        if (operand.size() == 2) {
            return first;
        }
        if (!first.operator().startsWith(">")) {
            throw FilterPolicy.refused("Too many elements in numeric expression");
        }
        FilterRule.Numeric second = comparison(operand, 2);
        if (!second.operator().startsWith("<")) {
            throw FilterPolicy.refused("Bad numeric range operator: " + second.operator());
        }
        if (operand.size() > 4) {
            throw FilterPolicy.refused("Too many terms in numeric range expression");
        }
        if (second.bound().compareTo(first.bound()) <= 0) {
            throw FilterPolicy.refused("Bottom must be less than top");
        }
        return new FilterRule.Between(first, second);
    }

    private static FilterRule.Numeric comparison(JsonNode operand, int index) {
        JsonNode operator = operand.path(index);
        JsonNode bound = operand.path(index + 1);
        if (!operator.isTextual()) {
            throw FilterPolicy.refused("Invalid member in numeric match: " + operator.asText("]"));
        }
        if (!OPERATORS.contains(operator.asText())) {
            throw FilterPolicy.refused("Unrecognized numeric range operator: " + operator.asText());
        }
        if (!bound.isNumber()) {
            String name = operator.asText().equals("=") ? "equals" : operator.asText();
            throw FilterPolicy.refused("Value of " + name + " must be numeric");
        }
        return new FilterRule.Numeric(operator.asText(), bound.decimalValue());
    }
}
