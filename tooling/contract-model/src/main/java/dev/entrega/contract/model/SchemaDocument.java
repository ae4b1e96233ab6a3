package dev.entrega.contract.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.ContractException;
import java.nio.file.Path;
import java.util.List;

/** What a schema's file must be before anyone follows its references: of the one dialect, and complete in itself. */
final class SchemaDocument {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef");

    private SchemaDocument() {}

    static void check(Path file, JsonNode schema) {
        if (!schema.path("$schema").asText().equals(DIALECT)) {
            throw at(
                    file,
                    "#/$schema",
                    "A contract must say which JSON Schema it speaks. Put \"" + DIALECT + "\" here.");
        }
        refuseOutsideReferences(file, "#", schema);
    }

    /** Also inside examples and constants, where a reference means nothing: no contract needs one there. */
    private static void refuseOutsideReferences(Path file, String pointer, JsonNode node) {
        for (String keyword : REFERENCES) {
            JsonNode reference = node.path(keyword);
            if (reference.isTextual() && !reference.textValue().startsWith("#")) {
                throw at(
                        file,
                        pointer + "/" + keyword,
                        "'" + reference.textValue() + "' lies outside of this file. A contract stands for itself, so"
                                + " that no change elsewhere changes it and no one has to fetch anything to read it."
                                + " Copy the definition into $defs.");
            }
        }
        node.properties()
                .forEach(child -> refuseOutsideReferences(file, below(pointer, child.getKey()), child.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseOutsideReferences(file, pointer + "/" + i, node.get(i));
        }
    }

    private static ContractException at(Path file, String pointer, String message) {
        return new ContractException(file + ":" + Lines.read(file).at(pointer) + pointer + ": " + message);
    }

    /** RFC 6901, section 3. */
    private static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
