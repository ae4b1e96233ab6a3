package dev.entrega.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.api.Deprecation;
import dev.entrega.api.Idempotent;
import dev.entrega.api.access.Guard;
import io.micronaut.core.convert.ConversionService;
import java.util.List;
import java.util.Locale;

/** What goes into an operation. */
final class Requests {

    /** The scheme's name in the document. */
    static final String TOKEN = "token";

    private final ObjectMapper json;
    private final Schemas schemas;

    Requests(ObjectMapper json, Schemas schemas) {
        this.json = json;
        this.schemas = schemas;
    }

    /** The operation, without its answers. */
    ObjectNode describe(Operation operation) {
        String name = operation.code().getName();
        ObjectNode described = json.createObjectNode()
                .put("operationId", operation.tag().toLowerCase(Locale.ROOT) + "_" + name)
                .put("summary", inWords(name));
        described.putArray("tags").add(operation.tag());
        if (operation.annotations().hasAnnotation(Deprecation.class)) {
            described.put("deprecated", true);
        }
        if (operation.guard() instanceof Guard.Token token) {
            security(token, described.putArray("security"));
        }
        List<Input> inputs = Input.of(operation, json);
        var parameters = json.createArrayNode();
        inputs.stream().filter(Input::isParameter).map(this::parameter).forEach(parameters::add);
        if (operation.annotations().hasAnnotation(Idempotent.class)) {
            parameters.addObject().put("$ref", "#/components/parameters/IdempotencyKey");
        }
        if (!parameters.isEmpty()) {
            described.set("parameters", parameters);
        }
        body(operation, inputs, described);
        return described;
    }

    /** One of several ways in for each scope. */
    private static void security(Guard.Token token, ArrayNode security) {
        if (token.scopes().isEmpty()) {
            security.addObject().putArray(TOKEN);
        }
        token.scopes().forEach(scope -> security.addObject().putArray(TOKEN).add(scope));
    }

    /** {@code changePrice} is "Change price". */
    private static String inWords(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private JsonNode parameter(Input input) {
        ObjectNode parameter = json.createObjectNode().put("name", input.name()).put("in", input.place());
        if (input.isRequired()) {
            parameter.put("required", true);
        }
        ObjectNode schema = schemas.parameter(input.type(), input.annotated());
        input.byDefault()
                .flatMap(value -> ConversionService.SHARED.convert(value, input.argument()))
                .ifPresent(value -> schema.set("default", json.valueToTree(value)));
        parameter.set("schema", schema);
        return parameter;
    }

    private void body(Operation operation, List<Input> inputs, ObjectNode described) {
        List<Input> parts =
                inputs.stream().filter(input -> !input.isParameter()).toList();
        if (parts.isEmpty()) {
            return;
        }
        ObjectNode body = described.putObject("requestBody");
        body.put("required", parts.stream().anyMatch(Input::isRequired));
        JsonNode schema = parts.size() == 1 && parts.getFirst().place().equals("body")
                ? schemas.of(parts.getFirst().type(), parts.getFirst().annotated(), Schemas.Use.REQUEST)
                : properties(parts);
        ObjectNode content = body.putObject("content");
        operation
                .route()
                .getConsumes()
                .forEach(type -> content.putObject(type.getName()).set("schema", schema));
    }

    /** Of a method that takes a body apart. */
    private ObjectNode properties(List<Input> parts) {
        ObjectNode schema = json.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = json.createArrayNode();
        parts.forEach(part -> {
            properties.set(part.name(), schemas.of(part.type(), part.annotated(), Schemas.Use.REQUEST));
            if (part.isRequired()) {
                required.add(part.name());
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }
}
