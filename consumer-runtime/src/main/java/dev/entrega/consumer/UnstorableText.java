package dev.entrega.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Finds text that JSON may hold and no database does: NUL, half a character (RFC 8259, 8.2). A handler that stores it
 * would fail as often as it is tried.
 */
final class UnstorableText {

    private UnstorableText() {}

    /** @return a JSON pointer to the first of it */
    static Optional<String> in(JsonNode data) {
        if (data.isTextual()) {
            return isStorable(data.textValue()) ? Optional.empty() : Optional.of("");
        }
        for (var property : data.properties()) {
            var found = isStorable(property.getKey()) ? in(property.getValue()) : Optional.of("");
            if (found.isPresent()) {
                return Optional.of("/" + escaped(property.getKey()) + found.get());
            }
        }
        for (int i = 0; data.isArray() && i < data.size(); i++) {
            var found = in(data.get(i));
            if (found.isPresent()) {
                return Optional.of("/" + i + found.get());
            }
        }
        return Optional.empty();
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false; // Half a character comes as its own code point.
                }
                i++;
            }
        }
        return true;
    }

    /** As a pointer writes a name (RFC 6901); what can't be stored is shown by its code. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1").replaceAll("[^ -~]", "?");
    }
}
