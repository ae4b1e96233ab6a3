package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service that repeats its first answer instead of 304. */
class RepeatedAnswerTest {

    private static NotesServer server;

    @BeforeAll
    static void start() {
        server = new NotesServer(Map.of("entrega.service", "replaying", "entrega.api.duplicates", "replay"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theRepeatIsAnsweredAsTheFirst() {
        var first = server.write("k", "{\"text\":\"grüße\"}");
        var repeat = server.write("k", "{\"text\":\"grüße\"}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(repeat.statusCode()).isEqualTo(201);
        assertThat(repeat.body()).isEqualTo(first.body()).isEqualTo("{\"text\":\"grüße\"}");
        for (String header : new String[] {"Location", "ETag", "Content-Type", "Content-Length"}) {
            assertThat(repeat.headers().firstValue(header))
                    .as(header)
                    .isPresent()
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(server.sql("SELECT count(*) FROM note WHERE text = 'grüße'")).isEqualTo("1");
    }

    @Test
    void anAnswerWithoutABodyIsRepeatedWithoutOne() {
        assertThat(server.send(copy("empty")).statusCode()).isEqualTo(204);

        var repeat = server.send(copy("empty"));

        assertThat(repeat.statusCode()).isEqualTo(204);
        assertThat(repeat.body()).isEmpty();
    }

    private static HttpRequest.Builder copy(String key) {
        return server.to("/notes/1/copies").header("Idempotency-Key", key).POST(BodyPublishers.ofString("{}"));
    }

    @Test
    void aRequestThatWasAnsweredBeforeTheServiceRepeatedIsNotModified() {
        server.write("old", "{\"text\":\"old\"}");
        server.sql("WITH forget AS (UPDATE entrega.idempotency_key SET status = null, content_type = null, body = null"
                + " WHERE key = 'old') SELECT 1");

        assertThat(server.write("old", "{\"text\":\"old\"}").statusCode()).isEqualTo(304);
    }
}
