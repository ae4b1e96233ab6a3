package dev.entrega.contract.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.model.Contract;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A contract's schema at a place inside of a larger document, to which its references are made to lead. */
final class EmbeddedSchema {

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");

    /** Keywords that map names to schemas: a property may be called as a keyword is. */
    private static final Set<String> NAMED =
            Set.of("$defs", "definitions", "properties", "patternProperties", "dependentSchemas");

    /** Keywords whose value is data, where a reference means nothing. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");

    /** What the larger document says in its place, or what would give references another base. */
    private static final Set<String> OF_A_FILE = Set.of("$schema", "$id");

    private final Contract contract;
    private final String place;

    /** @param place of the schema in the larger document, e.g. {@code #/components/schemas/order.placed.v1/schema} */
    EmbeddedSchema(Contract contract, String place) {
        this.contract = contract;
        this.place = place;
    }

    /** @throws ContractException if a reference leads nowhere */
    ObjectNode schema() {
        ObjectNode schema = ((ObjectNode) contract.schema()).deepCopy();
        schema.remove(OF_A_FILE);
        return (ObjectNode) moved(schema);
    }

    private JsonNode moved(JsonNode node) {
        if (node.isArray()) {
            ArrayNode moved = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> moved.add(moved(item)));
            return moved;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode moved = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(each -> moved.set(each.getKey(), moved(each.getKey(), each.getValue())));
        return moved;
    }

    private JsonNode moved(String keyword, JsonNode value) {
        if (REFERENCES.contains(keyword) && value.isTextual()) {
            return JsonNodeFactory.instance.textNode(place + pointer(value.textValue()));
        }
        if (NAMED.contains(keyword) && value.isObject()) {
            ObjectNode moved = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(each -> moved.set(each.getKey(), moved(each.getValue())));
            return moved;
        }
        return DATA.contains(keyword) ? value : moved(value);
    }

    private String pointer(String reference) {
        if (!reference.startsWith("#") || !isPlace(reference.substring(1))) {
            throw ContractException.at(
                    contract.file(),
                    "The reference '" + reference + "' is no place of this file. Write it as a JSON pointer to one,"
                            + " e.g. #/$defs/money.");
        }
        return reference.substring(1);
    }

    private boolean isPlace(String encoded) {
        try {
            String pointer = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            return !contract.schema().at(pointer).isMissingNode();
        } catch (IllegalArgumentException e) {
            return false; // no pointer, or what stands behind a % is no number
        }
    }
}
