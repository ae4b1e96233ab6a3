package dev.entrega.marketplace.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds what the service answers against the OpenAPI document that it serves. */
final class Documented {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What any path may answer stands for all of them under {@code default}. */
    private static final Set<Integer> ANYWHERE = Set.of(405, 406, 500);

    private static final List<String> HEADERS = List.of("ETag", "Location", "Link", "Retry-After", "WWW-Authenticate");

    private final JsonNode document;

    Documented(String document) throws IOException {
        this.document = JSON.readTree(document);
    }

    /** Paths of the platform, such as that of its health, are nobody's API. */
    void check(HttpResponse<String> answer) {
        String path = answer.uri().getPath();
        document.path("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .filter(methods -> methods.has(method(answer)))
                .forEach(methods -> check(answer, methods.path(method(answer)).path("responses")));
    }

    private static String method(HttpResponse<String> answer) {
        return answer.request().method().toLowerCase(Locale.ROOT);
    }

    private void check(HttpResponse<String> answer, JsonNode responses) {
        String said = answer.request() + " is answered with " + answer.statusCode() + " " + answer.body();
        int status = answer.statusCode();
        String key = responses.has(Integer.toString(status))
                ? Integer.toString(status)
                : status / 100 == 2 ? "2XX" : ANYWHERE.contains(status) ? "default" : "";
        assertThat(responses.has(key)).as(said).isTrue();
        JsonNode response = resolved(responses.path(key));
        assertThat(HEADERS)
                .as(said)
                .allMatch(name -> answer.headers().firstValue(name).isEmpty()
                        || response.path("headers").has(name));
        assertThat(answer.body().isEmpty()).as(said).isEqualTo(!response.has("content"));
        answer.headers().firstValue("Content-Type").ifPresent(header -> {
            String type = header.replaceFirst(";.*", "");
            assertThat(response.path("content").has(type)).as(said).isTrue();
            assertThat(violations(response.path("content").path(type).path("schema"), answer.body()))
                    .as(said)
                    .isEmpty();
        });
    }

    private List<?> violations(JsonNode schema, String body) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole)
                    .validate(JSON.readTree(body));
        } catch (IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
