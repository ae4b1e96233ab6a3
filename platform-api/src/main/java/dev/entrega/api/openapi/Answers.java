package dev.entrega.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.api.Idempotent;
import dev.entrega.api.access.Guard;
import dev.entrega.api.webhook.Webhook;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Status;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** What comes out of an operation: what its method returns, and what the platform answers before it or in its place. */
final class Answers {

    private final ObjectMapper json;
    private final Schemas schemas;

    /** Resources that somebody may change only if they know their version: they are read with it. */
    private final List<String> versioned;

    Answers(ObjectMapper json, Schemas schemas, List<Operation> all) {
        this.json = json;
        this.schemas = schemas;
        this.versioned = all.stream()
                .filter(Operation::isConditional)
                .map(Operation::path)
                .toList();
    }

    void describe(Operation operation, ObjectNode described) {
        ObjectNode responses = described.putObject("responses");
        responses.set(status(operation), success(operation));
        refusals(operation, Input.of(operation, json), responses);
        refer(responses, "503", "Unavailable");
        // Any of the others: 404 of a path that isn't there, 405, 406, 413, 415, 500, and what a method refuses by
        // itself.
        refer(responses, "default", "Problem");
    }

    private static void refusals(Operation operation, List<Input> inputs, ObjectNode responses) {
        boolean isIdempotent = operation.annotations().hasAnnotation(Idempotent.class);
        boolean isWebhook = operation.annotations().hasAnnotation(Webhook.class);
        boolean hasBody = inputs.stream().anyMatch(input -> !input.isParameter());
        if (isIdempotent) {
            refer(responses, "304", "AlreadySo");
        }
        if (!inputs.isEmpty() || isIdempotent || isWebhook) {
            refer(responses, "400", "Malformed");
        }
        if (isWebhook) {
            refer(responses, "401", "Unsigned");
        }
        if (operation.guard() instanceof Guard.Token token) {
            refer(responses, "401", "TokenRefused");
            if (!token.scopes().isEmpty()) {
                refer(responses, "403", "ScopeMissing");
            }
        }
        if (operation.hasPathVariable()) {
            refer(responses, "404", "Unknown");
        }
        if (isIdempotent) {
            refer(responses, "409", "Conflict");
        }
        if (operation.isConditional()) {
            refer(responses, "412", "ChangedMeanwhile");
        }
        if (hasBody) {
            refer(responses, "413", "TooLarge");
            refer(responses, "415", "NotThisFormat");
        }
        if (hasBody || isIdempotent || isWebhook) {
            refer(responses, "422", "Impossible");
        }
    }

    private static void refer(ObjectNode responses, String status, String response) {
        responses.putObject(status).put("$ref", "#/components/responses/" + response);
    }

    /** A method that builds its answer itself says which by {@code @Status}; unless it does, any 2xx can be meant. */
    private static String status(Operation operation) {
        Optional<HttpStatus> said = operation.annotations().enumValue(Status.class, HttpStatus.class);
        boolean isBuilt = HttpResponse.class.isAssignableFrom(operation.code().getReturnType());
        boolean isRead = operation.route().getHttpMethod() == HttpMethod.GET;
        return said.map(status -> Integer.toString(status.getCode())).orElse(isBuilt && !isRead ? "2XX" : "200");
    }

    private ObjectNode success(Operation operation) {
        ObjectNode success = json.createObjectNode().put("description", "Done.");
        headers(operation, success);
        JavaType type = json.constructType(operation.code().getGenericReturnType());
        AnnotatedType written = operation.code().getAnnotatedReturnType();
        while (isEnvelope(type)) {
            type = type.containedTypeOrUnknown(0);
            written = Members.content(written);
        }
        if (!type.isJavaLangObject() && type.getRawClass() != void.class && type.getRawClass() != Void.class) {
            content(operation, type, written, success);
        }
        return success;
    }

    private static boolean isEnvelope(JavaType type) {
        return type.isTypeOrSubTypeOf(HttpResponse.class)
                || type.isTypeOrSubTypeOf(CompletionStage.class)
                || type.isTypeOrSubTypeOf(Publisher.class)
                || type.isTypeOrSubTypeOf(Optional.class);
    }

    private void content(Operation operation, JavaType type, @Nullable AnnotatedType written, ObjectNode success) {
        ObjectNode schema = schemas.of(type, written, Schemas.Use.ANSWER);
        ObjectNode content = success.putObject("content");
        operation
                .route()
                .getProduces()
                .forEach(media -> content.putObject(media.getName()).set("schema", schema));
    }

    private void headers(Operation operation, ObjectNode success) {
        ObjectNode headers = json.createObjectNode();
        boolean isIdempotent = operation.annotations().hasAnnotation(Idempotent.class);
        if (isIdempotent) {
            header(headers, "Location");
        }
        if (isIdempotent || operation.isConditional() || isVersioned(operation)) {
            header(headers, "ETag");
        }
        if (Input.of(operation, json).stream().anyMatch(input -> input.name().equals("cursor"))) {
            header(headers, "Link");
        }
        if (!headers.isEmpty()) {
            success.set("headers", headers);
        }
    }

    private static void header(ObjectNode headers, String name) {
        headers.putObject(name).put("$ref", "#/components/headers/" + name);
    }

    /** The nearest above, as {@code /orders/{id}} is to {@code /orders/{id}/cancellation}. */
    private boolean isVersioned(Operation operation) {
        String path = operation.path();
        return operation.route().getHttpMethod() == HttpMethod.GET
                && operation.hasPathVariable()
                && versioned.stream().anyMatch(changed -> changed.equals(path) || changed.startsWith(path + "/"));
    }
}
