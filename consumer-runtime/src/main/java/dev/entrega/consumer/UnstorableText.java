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
        if (data.isObject()) {
            return data.properties().stream()
                    .flatMap(property -> (isStorable(property.getKey()) ? in(property.getValue()) : Optional.of(""))
                            .map(pointer -> "/" + escaped(property.getKey()) + pointer).stream())
                    .findFirst();
        }
        for (int i = 0; i < data.size(); i++) {
            var found = in(data.get(i));
            if (found.isPresent()) {
                return Optional.of("/" + i + found.get());
            }
        }
        return Optional.empty();
    }

    /** Half a character comes as its own code point. */
    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** As a pointer writes a name (RFC 6901); what can't be stored is shown by its code. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1").replaceAll("[^ -~]", "?");
    }
}
