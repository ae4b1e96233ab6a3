package {{package}};

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.test.EntregaTest;
import dev.entrega.test.TestDatabase;
import dev.entrega.test.TestSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import {{contracts}}.{{publishedRecord}};

@EntregaTest
class {{Noun}}ControllerTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestSystem system;
    private final TestDatabase database;

    {{Noun}}ControllerTest(TestSystem system, TestDatabase database) {
        this.system = system;
        this.database = database;
    }

    @Test
    void whatIsRequestedAgainIsStoredAndPublishedOnce() throws Exception {
        var created = post("key-1", "{\"reference\":\"R-1\"}");
        var repeated = post("key-1", "{\"reference\":\"R-1\"}");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(repeated.statusCode()).as(repeated.body()).isEqualTo(304);
        assertThat(database.count("SELECT count(*) FROM {{table}} WHERE reference = 'R-1'"))
                .isEqualTo(1);
        assertThat(system.published({{publishedRecord}}.class))
                .filteredOn(event -> location(created).endsWith(event.subject()))
                .hasSize(1);
    }

    @Test
    void withoutATokenNothingIsDone() throws Exception {
        var unknown = HttpRequest.newBuilder(system.url().resolve("/{{noun}}s")).POST(BodyPublishers.ofString("{}"));

        assertThat(http.send(unknown.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void whatWasAcceptedIsRead() throws Exception {
        var created = post("key-2", "{\"reference\":\"R-2\"}");

        assertThat(send(HttpRequest.newBuilder(system.url().resolve(location(created)))).body())
                .contains("\"reference\":\"R-2\"");
    }

    private HttpResponse<String> post(String key, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(system.url().resolve("/{{noun}}s"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String token = system.token("a-client", "{{noun}}s:read", "{{noun}}s:write");
        return http.send(
                request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }
}
