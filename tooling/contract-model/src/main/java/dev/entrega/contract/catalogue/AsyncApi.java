package dev.entrega.contract.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A catalogue as a document of AsyncAPI 3.1: a channel for each topic, a message for each contract, an operation for each
 * service that publishes and each handler that receives. The same catalogue gives the same document.
 */
public final class AsyncApi {

    static final String VERSION = "3.1.0";
    static final String CONTENT_TYPE = "application/cloudevents+json";

    /** Contracts keep their dialect: AsyncAPI's own is draft 7, which has no {@code $defs}. */
    static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

    private final Catalogue catalogue;

    private AsyncApi(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The document, with a version made from its content: it changes when anything in the document does.
     *
     * @throws ContractException if a reference in a contract leads nowhere
     */
    public static ObjectNode document(Catalogue catalogue) {
        ObjectNode document = document(catalogue, "");
        ((ObjectNode) document.path("info")).put("version", Rendering.fingerprint(document));
        return document;
    }

    /**
     * The document.
     *
     * @param version of what it describes, as its publisher counts them
     * @throws ContractException if a reference in a contract leads nowhere
     */
    public static ObjectNode document(Catalogue catalogue, String version) {
        return new AsyncApi(catalogue).document(version);
    }

    /** A document as YAML. */
    public static String yaml(ObjectNode document) {
        return Rendering.yaml(document);
    }

    /** A document as JSON, a line for each of its places. */
    public static String json(ObjectNode document) {
        return Rendering.json(document);
    }

    private ObjectNode document(String version) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("asyncapi", VERSION);
        document.set("info", info(version));
        document.put("defaultContentType", CONTENT_TYPE);
        document.putObject("servers").set("sns", Broker.server());
        ObjectNode channels = document.putObject("channels");
        catalogue.contracts().forEach(contract -> channels.set(key(contract.name()), Broker.channel(contract)));
        ObjectNode operations = document.putObject("operations");
        catalogue.services().forEach(service -> new Operations(catalogue, service).addTo(operations));
        document.set("components", components());
        return document;
    }

    private ObjectNode info(String version) {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.put("title", catalogue.title());
        info.put("version", version);
        info.put(
                "description",
                "Events as CloudEvents 1.0 in structured JSON, from SNS topics, each with one event type and major"
                        + " version. Receivers ignore properties that they don't know: more may come.");
        List<String> owners = catalogue.contracts().stream()
                .map(contract -> contract.noun().owner())
                .filter(owner -> !owner.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (!owners.isEmpty()) {
            info.putObject("contact").put("name", String.join(", ", owners));
        }
        return info;
    }

    private ObjectNode components() {
        ObjectNode components = JsonNodeFactory.instance.objectNode();
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        schemas.set(Envelope.NAME, multiFormat(Envelope.schema()));
        schemas.set(Envelope.ATTRIBUTES, multiFormat(Envelope.attributes()));
        for (Contract contract : catalogue.contracts()) {
            messages.set(key(contract.name()), new Messages(catalogue, contract).message());
            schemas.set(
                    key(contract.name()), multiFormat(new EmbeddedSchema(contract, schema(contract.name())).schema()));
        }
        components.putObject("parameters").set(TopicNames.ENVIRONMENT, Broker.environment());
        components.putObject("correlationIds").set(Envelope.CORRELATION, Envelope.correlation());
        ObjectNode bindings = components.putObject("operationBindings");
        for (Participant service : catalogue.services()) {
            for (boolean ordered : new boolean[] {false, true}) {
                if (service.handles().stream().anyMatch(each -> catalogue.isOrdered(each.type()) == ordered)) {
                    bindings.set(subscription(service, ordered), Broker.subscription(service, ordered));
                }
            }
        }
        return components;
    }

    /** What a type and version is called in every map of the document. */
    static String key(EventName type) {
        return type.toString();
    }

    /** What a service's subscription is called; that for ordered nouns is another. */
    static String subscription(Participant service, boolean ordered) {
        return service.name() + (ordered ? ".ordered" : "");
    }

    /** Where the schema of its data stands. */
    static String schema(EventName type) {
        return schema(key(type));
    }

    static String schema(String name) {
        return "#/components/schemas/" + name + "/schema";
    }

    static ObjectNode reference(String place) {
        return JsonNodeFactory.instance.objectNode().put("$ref", place);
    }

    static ObjectNode multiFormat(ObjectNode schema) {
        ObjectNode format = JsonNodeFactory.instance.objectNode().put("schemaFormat", SCHEMA_FORMAT);
        format.set("schema", schema);
        return format;
    }

    /** The first sentence: up to a stop that a capital follows. */
    static String summary(String text) {
        return text.lines().collect(Collectors.joining(" ")).replaceFirst("(?<=[.!?]) (?=\\p{Lu}).*", "");
    }
}
