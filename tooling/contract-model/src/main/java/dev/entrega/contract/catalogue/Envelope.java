package dev.entrega.contract.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.EventName;

/** What all events have: CloudEvents 1.0 in structured JSON, with the attributes that are mirrored beside the body. */
final class Envelope {

    static final String NAME = "cloudevent";
    static final String ATTRIBUTES = "attributes";
    static final String CORRELATION = "correlation";

    private Envelope() {}

    static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("description", "CloudEvents 1.0. Other attributes may stand beside these.");
        schema.put("type", "object");
        ArrayNode required = schema.putArray("required");
        for (String name : new String[] {"specversion", "id", "source", "type", "subject", "time", "data"}) {
            required.add(name);
        }
        ObjectNode properties = schema.putObject("properties");
        text(properties, "specversion", "The version of CloudEvents.").put("const", "1.0");
        text(
                properties,
                "id",
                "Together with the source it names this event and no other: a repeated delivery has it too.");
        text(properties, "source", "Who has published it, e.g. /orders-api.").put("format", "uri-reference");
        text(properties, "type", "What has happened to what, with the major version.");
        text(properties, "subject", "The id of what it has happened to.");
        text(properties, "time", "When it happened.").put("format", "date-time");
        text(properties, "datacontenttype", "The form of the data.").put("const", "application/json");
        text(properties, "dataschema", "The contract that the data keeps to.").put("format", "uri");
        text(properties, "correlationid", "What all events have in common that follow from one cause.");
        text(properties, "causationid", "The id of the event that this one was published in answer to.");
        text(
                properties,
                "derivedfrom",
                "The type of the original, if this is a copy in an older version with the same id.");
        text(properties, "traceparent", "W3C Trace Context.");
        text(properties, "tracestate", "W3C Trace Context.");
        properties.putObject("data").put("description", "As the contract of the type says.");
        return schema;
    }

    /** The envelope with data of one type in it. */
    static ObjectNode around(EventName type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode all = schema.putArray("allOf");
        all.add(AsyncApi.reference(AsyncApi.schema(NAME)));
        ObjectNode properties = all.addObject().put("type", "object").putObject("properties");
        properties.putObject("type").put("const", type.toString());
        properties.set("data", AsyncApi.reference(AsyncApi.schema(type)));
        return schema;
    }

    static ObjectNode attributes() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("description", "Message attributes of SNS and SQS, all of the type String, for filters and tools.");
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        text(properties, "type", "As in the body.");
        text(properties, "source", "As in the body.");
        text(properties, "subject", "As in the body.");
        text(properties, "traceparent", "As in the body.");
        text(properties, "bucket", "0 to 99: the CRC-32 of the subject's UTF-8 bytes, modulo 100.")
                .put("pattern", "^[0-9]{1,2}$")
                .put("maxLength", 2);
        text(properties, "entrega", "What the platform has to say, as JSON.");
        return schema;
    }

    static ObjectNode correlation() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("description", "What all events have in common that follow from one cause.")
                .put("location", "$message.payload#/correlationid");
    }

    /** Made up, and the same each time. */
    static ObjectNode example(EventName type, String source, JsonNode data) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", "01939f3c-5d2e-7a41-9c0b-6f1f2a3b4c5d");
        event.put("source", source);
        event.put("type", type.toString());
        event.put("subject", type.noun() + "-1");
        event.put("time", "2026-01-31T10:15:30.123Z");
        event.put("datacontenttype", "application/json");
        event.put("dataschema", "urn:entrega:" + type);
        event.put("correlationid", "01939f3c-5d2e-7a41-9c0b-6f1f2a3b4c5d");
        event.set("data", data);
        return event;
    }

    private static ObjectNode text(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("description", description).put("type", "string");
    }
}
