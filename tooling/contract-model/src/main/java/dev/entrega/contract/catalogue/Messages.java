package dev.entrega.contract.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Example;
import java.util.List;

/** A contract as a message: the envelope around its data, with the examples that it allows. */
final class Messages {

    private final Catalogue catalogue;
    private final Contract contract;

    Messages(Catalogue catalogue, Contract contract) {
        this.catalogue = catalogue;
        this.contract = contract;
    }

    ObjectNode message() {
        EventName type = contract.name();
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("name", type.toString());
        message.put("title", type.noun() + "." + type.action() + " v" + type.major());
        String description = description(contract);
        if (!description.isEmpty()) {
            message.put("summary", AsyncApi.summary(description));
            message.put("description", description);
        }
        message.put("contentType", AsyncApi.CONTENT_TYPE);
        message.set("headers", AsyncApi.reference("#/components/schemas/" + Envelope.ATTRIBUTES));
        message.set("correlationId", AsyncApi.reference("#/components/correlationIds/" + Envelope.CORRELATION));
        message.set("payload", AsyncApi.multiFormat(Envelope.around(type)));
        message.set("tags", tags(contract));
        ArrayNode examples = examples();
        if (!examples.isEmpty()) {
            message.set("examples", examples);
        }
        if (!contract.noun().owner().isEmpty()) {
            message.put("x-owner", contract.noun().owner());
        }
        if (!contract.noun().publishers().isEmpty()) {
            ArrayNode allowed = message.putArray("x-publishers");
            contract.noun().publishers().forEach(allowed::add);
        }
        EventName newest = catalogue.newestOf(type);
        if (newest.major() > type.major()) {
            message.put("x-superseded-by", newest.toString());
        }
        return message;
    }

    private ArrayNode examples() {
        List<Participant> publishers = catalogue.publishersOf(contract.name());
        String source =
                publishers.isEmpty() ? "/example" : "/" + publishers.get(0).name();
        ArrayNode examples = JsonNodeFactory.instance.arrayNode();
        for (Example example : contract.examples()) {
            if (example.valid()) {
                ObjectNode shown = examples.addObject();
                shown.put("name", example.file().getFileName().toString().replace(".json", ""));
                shown.set("payload", Envelope.example(contract.name(), source, example.data()));
            }
        }
        return examples;
    }

    static String description(Contract contract) {
        return contract.schema().path("description").asText("");
    }

    /** By what they are about, whose they are, and whether they are on the way out: AsyncAPI has no field for that. */
    static ArrayNode tags(Contract contract) {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        tags.addObject().put("name", contract.noun().name());
        if (!contract.noun().owner().isEmpty()) {
            tags.addObject()
                    .put("name", "owner:" + contract.noun().owner())
                    .put("description", "The team to ask is " + contract.noun().owner() + ".");
        }
        JsonNode deprecated = contract.schema().path("deprecated");
        if (deprecated.asBoolean(false)) {
            tags.addObject().put("name", "deprecated").put("description", "Don't begin to use it.");
        }
        return tags;
    }
}
