package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedBodyTest {

    private static final int LIMIT = 256 * 1024;
    private static final String START = "{\"text\":\"a\"";

    private static NotesServer server;

    @BeforeAll
    static void start() {
        server = new NotesServer(Map.of("entrega.service", "compressed"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void itIsRead() throws IOException {
        assertThat(send("small", BodyPublishers.ofByteArray(ofSize(100))).statusCode())
                .isEqualTo(201);
        assertThat(send("full", BodyPublishers.ofByteArray(ofSize(LIMIT))).statusCode())
                .isEqualTo(201);
    }

    /** 200 MB make 200 KB. */
    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 200_000_000})
    void whatItUnpacksToHasTheLimitOfABody(int size) throws IOException {
        byte[] packed = ofSize(size);

        assertThat(send("more", BodyPublishers.ofByteArray(packed)).statusCode())
                .isEqualTo(413);
        assertThat(send("chunked", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(packed)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatIsNotCompressedAsItSaysIsRefused() {
        var answer = send("broken", BodyPublishers.ofString("{\"text\":\"a\"}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"body-not-unpacked\"");
    }

    private static byte[] ofSize(int size) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            zip.write(START.getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            for (int left = size - START.length() - 1; left > 0; left -= blanks.length) {
                zip.write(blanks, 0, Math.min(left, blanks.length));
            }
            zip.write('}');
        }
        return packed.toByteArray();
    }

    private static HttpResponse<String> send(String key, BodyPublisher body) {
        return server.send(server.to("/notes")
                .header("Idempotency-Key", key)
                .header("Content-Encoding", "gzip")
                .POST(body));
    }
}
