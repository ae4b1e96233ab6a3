package dev.entrega.api.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.api.Problem;
import dev.entrega.api.access.Guards;
import dev.entrega.messaging.Service;
import io.micronaut.aop.Intercepted;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.annotation.Controller;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The API as it is: the routes of the router, the forms that this service's Jackson reads and writes, and the constraints
 * that its validation asks for. Thread-safe.
 */
@Singleton
final class OpenApiDocument {

    private static final String COMPONENTS = "/entrega/api/openapi/components.json";

    private final Router router;
    private final ObjectMapper json;
    private final Service service;
    private final Guards guards;

    OpenApiDocument(Router router, ObjectMapper json, Service service, Guards guards) {
        this.router = router;
        this.json = json;
        this.service = service;
        this.guards = guards;
    }

    ObjectNode describe() {
        List<Operation> operations = operations();
        ObjectNode document = json.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info").put("title", service.name()).put("version", version(operations));
        ObjectNode paths = document.putObject("paths");
        ObjectNode components = components();
        var schemas = new Schemas(json, components.withObject("/schemas"));
        var requests = new Requests(json, schemas);
        var answers = new Answers(json, schemas, operations);
        // First all that comes in, then all that goes out: the first use of a type has its name.
        for (Operation operation : operations) {
            paths.withObject("/" + escaped(operation.path()))
                    .set(operation.method().toLowerCase(Locale.ROOT), requests.describe(operation));
        }
        for (Operation operation : operations) {
            answers.describe(
                    operation,
                    paths.withObject("/" + escaped(operation.path()))
                            .withObject("/" + operation.method().toLowerCase(Locale.ROOT)));
        }
        guards.wanted().ifPresent(token -> describe(token, components.putObject("securitySchemes")));
        document.set("components", components);
        return document;
    }

    /** As what is sent, not as where it is from: a page may ask nobody but its own service, so it can't fetch one. */
    private static void describe(String token, ObjectNode schemes) {
        schemes.putObject(Requests.TOKEN)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put(
                        "description",
                        "Needs " + token + "; the scopes stand with each operation, of which it must have one.");
    }

    /** Of the service's own controllers; HEAD comes with each GET (RFC 9110, 9.3.2) and needs no words. */
    private List<Operation> operations() {
        return router.uriRoutes()
                .filter(route -> route.getAnnotationMetadata().hasStereotype(Controller.class))
                .filter(route -> route.getDeclaringType() != OpenApiController.class)
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .map(this::operation)
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    /** What stands around a controller's method has a class of its own, without the types as they were written. */
    private Operation operation(UriRouteInfo<?, ?> route) {
        Method code = route.getTargetMethod().getTargetMethod();
        Class<?> owner = code.getDeclaringClass();
        try {
            return new Operation(
                    route,
                    Intercepted.class.isAssignableFrom(owner)
                            ? owner.getSuperclass().getDeclaredMethod(code.getName(), code.getParameterTypes())
                            : code,
                    guards.of(route));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(owner + " intercepts a method that there is not", e);
        }
    }

    private static String version(List<Operation> operations) {
        return operations.stream()
                .map(operation ->
                        operation.route().getDeclaringType().getPackage().getImplementationVersion())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse("unreleased");
    }

    private ObjectNode components() {
        try (var file = Objects.requireNonNull(Problem.class.getResourceAsStream(COMPONENTS), COMPONENTS)) {
            return (ObjectNode) json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String path) {
        return path.replace("~", "~0").replace("/", "~1");
    }
}
