package dev.entrega.contract.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether references lead somewhere, and never round in a circle with no part of the instance in between. */
final class References {

    /** Keywords whose schemas are about the same value as the one they stand in. */
    private static final List<String> ONE = List.of("not", "if", "then", "else");

    private static final List<String> SEVERAL = List.of("allOf", "anyOf", "oneOf");

    private final JsonNode root;

    References(JsonNode root) {
        this.root = root;
    }

    /** What is wrong with the reference of the schema at a pointer; empty if it has none or nothing is. */
    Optional<String> fault(String pointer) {
        String reference = at(pointer).path("$ref").asText("");
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        if (!isPlace(reference)) {
            return Optional.of("'" + reference + "' is no place of this file.");
        }
        return leadsTo(reference, pointer, new HashSet<>())
                ? Optional.of("Following '" + reference + "' leads back here without end.")
                : Optional.empty();
    }

    private boolean leadsTo(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.add(from) && inPlace(from).stream().anyMatch(next -> leadsTo(next, to, seen));
    }

    /** The schemas of the same value. */
    private List<String> inPlace(String pointer) {
        JsonNode schema = at(pointer);
        List<String> pointers = new ArrayList<>();
        String reference = schema.path("$ref").asText("");
        if (isPlace(reference)) {
            pointers.add(reference);
        }
        ONE.stream().filter(schema::has).forEach(keyword -> pointers.add(pointer + "/" + keyword));
        for (String keyword : SEVERAL) {
            for (int i = 0; i < schema.path(keyword).size(); i++) {
                pointers.add(pointer + "/" + keyword + "/" + i);
            }
        }
        return pointers;
    }

    private boolean isPlace(String reference) {
        return reference.equals("#")
                || (reference.startsWith("#/")
                        && !root.at(reference.substring(1)).isMissingNode());
    }

    private JsonNode at(String pointer) {
        return pointer.equals("#") ? root : root.at(pointer.substring(1));
    }
}
