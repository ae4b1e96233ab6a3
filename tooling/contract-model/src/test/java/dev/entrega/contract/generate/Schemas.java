package dev.entrega.contract.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Noun;
import java.nio.file.Path;
import java.util.List;

/** Contracts made of a few words of schema, with single quotes for double ones. */
final class Schemas {

    static final Path FILE = Path.of("v1.schema.json");

    private Schemas() {}

    static Contract contract(String schema) {
        return contract(new EventName("order", "placed", 1), schema);
    }

    static Contract contract(EventName name, String schema) {
        try {
            return new Contract(
                    new Noun(name.noun(), "orders", "What a buyer wants.", false),
                    name,
                    FILE,
                    new JsonMapper().readTree(schema.replace('\'', '"')),
                    List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(schema, e);
        }
    }

    /** Of an event whose only, optional property is {@code it}. */
    static Contract withProperty(String schema) {
        return contract("{'type': 'object', 'properties': {'it': " + schema + "}}");
    }
}
