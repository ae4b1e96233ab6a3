package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The types of JSON. An integer is a number that is a multiple of 1. */
enum JsonType {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT;

    static JsonType of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> NUMBER;
            case STRING -> STRING;
            case BOOLEAN -> BOOLEAN;
            case ARRAY -> ARRAY;
            case OBJECT -> OBJECT;
            default -> NULL;
        };
    }

    static Set<JsonType> all() {
        return EnumSet.allOf(JsonType.class);
    }

    /** As in the keyword {@code type}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
