package dev.entrega.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.local.wire.MessageAttribute;
import dev.entrega.local.wire.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages a subscription wants, by their attributes: every key must be satisfied, each by any one of its rules
 * (SNS developer guide, "subscription filter policies").
 */
record FilterPolicy(Map<String, List<FilterRule>> rules) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** SNS developer guide, "filter policy constraints". */
    private static final int MOST_KEYS = 5;

    /** @throws Refusal if the text is not a policy */
    static FilterPolicy parse(String text) {
        JsonNode json = read(text);
        if (json.size() > MOST_KEYS) {
            throw refused("Filter policy can not have more than " + MOST_KEYS + " keys");
        }
        Map<String, List<FilterRule>> rules = new LinkedHashMap<>();
        for (var key : json.properties()) {
            if (!key.getValue().isArray() || key.getKey().startsWith("$")) {
                throw refused("\"" + key.getKey() + "\" must be an attribute's name with an array of values");
            }
            List<FilterRule> any = new ArrayList<>();
            key.getValue().forEach(rule -> any.add(FilterRule.parse(rule)));
            if (any.isEmpty()) {
                throw refused("Empty arrays are not allowed");
            }
            rules.put(key.getKey(), any);
        }
        return new FilterPolicy(rules);
    }

    private static JsonNode read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
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

    boolean accepts(Map<String, MessageAttribute> attributes) {
        return rules.entrySet().stream().allMatch(entry -> {
            List<JsonNode> values = values(attributes, entry.getKey());
            return entry.getValue().stream().anyMatch(rule -> rule.accepts(values));
        });
    }

    /** The values to match: none without the attribute, several of an array. Binary data can't be filtered by. */
    private static List<JsonNode> values(Map<String, MessageAttribute> attributes, String name) {
        MessageAttribute attribute = attributes.get(name);
        if (attribute == null || attribute.binary()) {
            return List.of();
        }
        if (attribute.type().startsWith("String") && !attribute.type().equals("String.Array")) {
            return List.of(MAPPER.getNodeFactory().textNode(attribute.value()));
        }
        try {
            JsonNode json = MAPPER.readTree(attribute.value());
            List<JsonNode> values = new ArrayList<>();
            (json.isArray() ? json : List.of(json)).forEach(values::add);
            return values;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
