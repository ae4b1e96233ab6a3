package dev.entrega.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** SQS's JSON, as trees: the local cloud passes on what it does not know. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Empty where there is no body. */
    static ObjectNode object(String body) {
        try {
            return MAPPER.readTree(body) instanceof ObjectNode object ? object : object();
        } catch (JsonProcessingException e) {
            throw new Refusal("SerializationException", "The request is not valid JSON");
        }
    }

    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A member that maps names to texts; empty where there is none. */
    static Map<String, String> texts(JsonNode node, String member) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.path(member)
                .properties()
                .forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }
}
