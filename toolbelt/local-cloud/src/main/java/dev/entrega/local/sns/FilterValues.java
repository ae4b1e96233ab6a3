package dev.entrega.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.entrega.local.wire.MessageAttribute;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a message a filter policy looks at: values by the name of an attribute, or by the path of a property with dots
 * between its names. Arrays are looked through: each element is a value of its own.
 */
record FilterValues(Map<String, List<JsonNode>> byPath) {
    /** Numbers as they are written, however large. */
    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Of the types String, String.Array and Number; SNS does not compare others. */
    static FilterValues ofAttributes(Map<String, MessageAttribute> attributes) {
        FilterValues values = new FilterValues(new LinkedHashMap<>());
        attributes.forEach((name, attribute) -> {
            switch (attribute.type()) {
                case "String" -> values.add(name, TextNode.valueOf(attribute.value()));
                case "Number" -> values.add(name, DecimalNode.valueOf(new BigDecimal(attribute.value())));
                case "String.Array" -> values.addArray(name, attribute.value());
                default -> {}
            }
        });
        return values;
    }

    private void addArray(String name, String json) {
        try {
            addAll(name, MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            // No array, so there is nothing to compare.
        }
    }

    /** None if the body is not a JSON object. */
    static FilterValues ofBody(String message) {
        FilterValues values = new FilterValues(new LinkedHashMap<>());
        try {
            JsonNode body = MAPPER.readTree(message);
            if (body.isObject()) {
                values.addAll("", body);
            }
        } catch (JsonProcessingException e) {
            // Not JSON.
        }
        return values;
    }

    private void addAll(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member ->
                            addAll(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> addAll(path, element));
        } else {
            add(path, node);
        }
    }

    private void add(String path, JsonNode value) {
        byPath.computeIfAbsent(path, p -> new ArrayList<>()).add(value);
    }

    List<JsonNode> at(String path) {
        return byPath.getOrDefault(path, List.of());
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }
}
