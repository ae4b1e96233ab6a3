package dev.entrega.contract.generate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.ContractException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a schema's file, which knows how to complain about itself.
 *
 * @param file     the schema's file
 * @param document the whole of it
 * @param pointer  a JSON pointer as URI fragment, e.g. {@code #/properties/buyer}
 * @param node     what stands there
 */
record SchemaPlace(Path file, JsonNode document, String pointer, JsonNode node) {

    private static final String DEFINITIONS = "#/$defs/";

    static SchemaPlace root(Path file, JsonNode document) {
        return new SchemaPlace(file, document, "#", document);
    }

    SchemaPlace at(String name) {
        String escaped = name.replace("~", "~0").replace("/", "~1"); // RFC 6901, section 3
        return new SchemaPlace(file, document, pointer + "/" + escaped, node.path(name));
    }

    boolean has(String keyword) {
        return node.has(keyword);
    }

    String text(String keyword) {
        return node.path(keyword).asText("");
    }

    boolean isRoot() {
        return pointer.equals("#");
    }

    /** Whether it has {@code name} among its required properties. */
    boolean requires(String name) {
        for (JsonNode each : node.path("required")) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Of a list. */
    List<SchemaPlace> elements() {
        List<SchemaPlace> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(new SchemaPlace(file, document, pointer + "/" + elements.size(), element));
        }
        return elements;
    }

    List<SchemaPlace> children() {
        return node.properties().stream().map(child -> at(child.getKey())).toList();
    }

    /** The last name of the pointer: of a property or a definition. */
    String name() {
        String escaped = pointer.substring(pointer.lastIndexOf('/') + 1);
        return escaped.replace("~1", "/").replace("~0", "~");
    }

    /** What {@code $ref} points to, or this place if it has none. */
    SchemaPlace target() {
        if (!has("$ref")) {
            return this;
        }
        String reference = text("$ref");
        String name = reference.startsWith(DEFINITIONS) ? reference.substring(DEFINITIONS.length()) : "";
        if (!document.path("$defs").has(name)) {
            throw at("$ref")
                    .error("'" + reference + "' is no definition of this file."
                            + " Put the definition into $defs and refer to it as " + DEFINITIONS + "<name>.");
        }
        return root(file, document).at("$defs").at(name);
    }

    /** This place or, of those that it refers to one after the other, the first that has a keyword; else the last. */
    SchemaPlace with(String keyword) {
        SchemaPlace place = this;
        while (!place.has(keyword) && place.has("$ref")) {
            place = place.target();
        }
        return place;
    }

    ContractException error(String message) {
        return ContractException.at(file, pointer, message);
    }
}
