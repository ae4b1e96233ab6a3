package dev.entrega.contract.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.EventName;
import java.nio.file.Path;
import java.util.List;

/**
 * What the publishers and consumers of an event type and major version agree on.
 *
 * @param noun     the resource the event is about
 * @param name     the event type, e.g. {@code order.placed.v1}
 * @param file     the schema's file
 * @param schema   the schema, JSON Schema 2020-12; not to be changed
 * @param examples in the order of their file names
 */
public record Contract(Noun noun, EventName name, Path file, JsonNode schema, List<Example> examples) {

    public Contract {
        examples = List.copyOf(examples);
    }
}
