package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * What holds at one place of an instance: all of several schemas of one document, each given by its pointer as a URI
 * fragment. There is a limited number of them in a document, which is why comparing recursive schemas comes to an end.
 * Two that are no pointers: {@code false}, which nothing fulfils, and {@code =} with a JSON value, which it alone fulfils.
 */
record Place(Set<String> schemas) {

    static final String NOTHING_FITS = "false";
    static final String CONSTANT = "=";

    static final Place ANYTHING = new Place(Set.of());
    static final Place NOTHING = at(NOTHING_FITS);

    static Place at(String pointer) {
        return new Place(Set.of(pointer));
    }

    static Place constant(JsonNode value) {
        return at(CONSTANT + value);
    }

    Place and(Place other) {
        if (schemas.isEmpty()) {
            return other;
        }
        if (other.schemas.isEmpty() || other.equals(this)) {
            return this;
        }
        Set<String> both = new TreeSet<>(schemas);
        both.addAll(other.schemas);
        return new Place(both);
    }
}
