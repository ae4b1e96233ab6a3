package dev.entrega.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.local.wire.MessageAttribute;
import dev.entrega.local.wire.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages a subscription wants: every key must be satisfied, each by any one of its rules; {@code $or} makes
 * alternatives of that (SNS developer guide, "subscription filter policies" and "AND/OR logic").
 *
 * @param ofBody whether it looks at the message's body instead of its attributes
 * @param alternatives of which one must be satisfied: rules by attribute or by path
 */
record FilterPolicy(boolean ofBody, List<Map<String, List<FilterRule>>> alternatives) {
    private static final String OR = "$or";

    /** @throws Refusal if the text is not a policy */
    static FilterPolicy parse(String text, boolean ofBody) {
        JsonNode json = read(text);
        FilterLimits.check(text, json);
        List<Map<String, List<FilterRule>>> alternatives = flatten(json, "", List.of(Map.of()), ofBody);
        return new FilterPolicy(ofBody, alternatives);
    }

    private static JsonNode read(String text) {
        try {
            JsonNode json = FilterValues.MAPPER.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Answered below, as for JSON of another shape.
        }
        throw refused("failed to parse JSON.");
    }

    static Refusal refused(String reason) {
        return Invalid.parameter("FilterPolicy: " + reason);
    }

    /** Each of the alternatives so far with the object's keys added, and as many of it as an {@code $or} asks for. */
    private static List<Map<String, List<FilterRule>>> flatten(
            JsonNode object, String path, List<Map<String, List<FilterRule>>> soFar, boolean nested) {
        List<Map<String, List<FilterRule>>> alternatives = soFar;
        for (var key : object.properties()) {
            JsonNode value = key.getValue();
            String name = path.isEmpty() ? key.getKey() : path + "." + key.getKey();
            if (isOr(key.getKey(), value)) {
                List<Map<String, List<FilterRule>>> either = new ArrayList<>();
                for (JsonNode choice : value) {
                    either.addAll(flatten(choice, path, alternatives, nested));
                }
                alternatives = either;
            } else if (value.isObject()) {
                if (!nested) {
                    throw Invalid.parameter(
                            "Filter policy scope MessageAttributes does not support nested filter policy");
                }
                alternatives = flatten(value, name, alternatives, true);
            } else {
                List<FilterRule> rules = rules(key.getKey(), value);
                alternatives = alternatives.stream()
                        .map(alternative -> with(alternative, name, rules))
                        .toList();
            }
        }
        return alternatives;
    }

    /** Otherwise {@code $or} is a key like any other. */
    static boolean isOr(String key, JsonNode value) {
        if (!key.equals(OR) || !value.isArray() || value.size() < 2) {
            return false;
        }
        for (JsonNode choice : value) {
            if (!choice.isObject()
                    || choice.properties().stream().anyMatch(member -> FilterRuleSyntax.isReserved(member.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, List<FilterRule>> with(
            Map<String, List<FilterRule>> alternative, String key, List<FilterRule> rules) {
        Map<String, List<FilterRule>> more = new LinkedHashMap<>(alternative);
        more.put(key, rules);
        return more;
    }

    private static List<FilterRule> rules(String key, JsonNode value) {
        if (!value.isArray()) {
            throw refused("\"" + key + "\" must be an object or an array");
        }
        if (value.isEmpty()) {
            throw refused("Empty arrays are not allowed");
        }
        List<FilterRule> rules = new ArrayList<>();
        value.forEach(rule -> rules.add(FilterRuleSyntax.parse(rule)));
        return rules;
    }

    boolean accepts(String message, Map<String, MessageAttribute> attributes) {
        if (alternatives.contains(Map.<String, List<FilterRule>>of())) {
            return true;
        }
        FilterValues values = ofBody ? FilterValues.ofBody(message) : FilterValues.ofAttributes(attributes);
        // Where there is nothing to compare nothing matches, not even "exists": false (SNS developer guide, "key
        // matching").
        return !values.isEmpty()
                && alternatives.stream()
                        .anyMatch(rules -> rules.entrySet().stream()
                                .allMatch(key -> key.getValue().stream()
                                        .anyMatch(rule -> rule.accepts(values.at(key.getKey())))));
    }
}
