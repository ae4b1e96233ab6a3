package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a service says of its API to whoever asks. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static NotesServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() throws IOException {
        server = new NotesServer();
        document = JSON.readTree(server.get("/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDocumentIsOpenApi() throws IOException {
        var rules = JSON.readTree(OpenApiTest.class.getResourceAsStream("/openapi-3.1.schema.json"));
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

        assertThat(registry.getSchema(rules).validate(document)).isEmpty();
        assertThat(document.at("/components/schemas"))
                .hasSizeGreaterThan(2)
                .allSatisfy(schema -> assertThat(
                                registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                                        .validate(schema))
                        .isEmpty());
    }

    @Test
    void allRoutesOfTheServiceAreInItAndNothingElse() {
        var routes = server.bean(Router.class)
                .uriRoutes()
                .filter(route -> Notes.class.isAssignableFrom(route.getDeclaringType())
                        && route.getHttpMethod() != HttpMethod.HEAD)
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString())
                .distinct()
                .toList();
        var described = new ArrayList<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(routes).hasSize(5);
        assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void theConstraintsOfABodyAreInItsSchema() {
        var note = document.at("/components/schemas/Notes.Note");

        assertThat(document.at("/paths/~1notes/post/requestBody/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Notes.Note");
        assertThat(note.at("/properties/text")).hasToString("{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}");
        assertThat(note.at("/properties/parts/type")).hasToString("[\"array\",\"null\"]");
        assertThat(note.path("required")).hasToString("[\"text\"]");
        assertThat(document.at("/paths/~1notes/post/tags")).hasToString("[\"Notes\"]");
        assertThat(document.at("/components/schemas/Notes.Part/properties/count/minimum")
                        .asInt())
                .isEqualTo(1);
        assertThat(document.at("/paths/~1notes/get/parameters/0"))
                .hasToString(
                        "{\"name\":\"limit\",\"in\":\"query\",\"schema\":{\"type\":\"integer\",\"format\":\"int32\","
                                + "\"maximum\":100,\"default\":10}}");
    }

    @Test
    void whatThePlatformAnswersIsInIt() {
        var write = document.at("/paths/~1notes/post");
        var read = document.at("/paths/~1notes~1versioned/get");

        assertThat(write.path("parameters").findValuesAsText("$ref"))
                .containsExactly("#/components/parameters/IdempotencyKey");
        assertThat(write.path("responses").fieldNames())
                .toIterable()
                .containsExactly("201", "304", "400", "409", "413", "415", "422", "503", "default");
        assertThat(read.path("responses").fieldNames())
                .toIterable()
                .containsExactly("200", "400", "412", "503", "default");
        assertThat(read.at("/responses/200/headers").fieldNames()).toIterable().containsExactly("ETag");
    }

    @Test
    void aMethodThatDoesNotSayWhichAnswerItBuildsMayGiveAny2xx() {
        assertThat(document.at("/paths/~1notes~1{id}~1copies/post/responses").has("2XX"))
                .isTrue();
    }

    @Test
    void thePageThatShowsItLoadsNothingFromElsewhere() {
        var page = server.get("/openapi");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("http", "*", "unsafe-eval");
        assertThat(page.body()).doesNotContain("http:", "https:", "<script>", "<style>", "style=");
        var links = Pattern.compile("(?:src|href)=\"(openapi/[^\"]+)\"").matcher(page.body());
        var types = new ArrayList<String>();
        while (links.find()) {
            var file = server.get("/" + Objects.requireNonNull(links.group(1)));
            assertThat(file.statusCode()).as(links.group(1)).isEqualTo(200);
            types.add(file.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""));
        }
        assertThat(types).containsExactly("text/css", "text/css", "text/javascript", "text/javascript");
        assertThat(server.get("/openapi/components.json").statusCode()).isEqualTo(404);
    }
}
