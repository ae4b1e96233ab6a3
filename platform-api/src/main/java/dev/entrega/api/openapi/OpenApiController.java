package dev.entrega.api.openapi;

import dev.entrega.api.RefusedException;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The document of the service's API, and a page that shows it, which loads nothing from elsewhere. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OpenApiController {

    /** The page's own origin, and the pictures in its style sheet. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, MediaType> FILES = Map.of(
            "viewer.html", MediaType.TEXT_HTML_TYPE,
            "viewer.js", MediaType.of("text/javascript;charset=utf-8"),
            "viewer.css", MediaType.of("text/css;charset=utf-8"),
            "swagger-ui-bundle.js", MediaType.of("text/javascript;charset=utf-8"),
            "swagger-ui.css", MediaType.of("text/css;charset=utf-8"));

    private final Supplier<String> document;

    /** Describes when it is first asked to: a start has no time for it. */
    OpenApiController(OpenApiDocument document) {
        this.document = SupplierUtil.memoized(() -> document.describe().toPrettyString());
    }

    @Get("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    String document() {
        return document.get();
    }

    @Get("/openapi")
    HttpResponse<byte[]> viewer() {
        return file("viewer.html");
    }

    @Get("/openapi/{name}")
    HttpResponse<byte[]> file(String name) {
        MediaType type = FILES.get(name);
        if (type == null) {
            throw new RefusedException(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this path.");
        }
        return HttpResponse.ok(read(name))
                .contentType(type)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff");
    }

    private static byte[] read(String name) {
        try (var file = Objects.requireNonNull(
                OpenApiController.class.getResourceAsStream("/entrega/api/openapi/" + name), name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
