package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever sends a byte now and then is never idle, and never done. */
@Timeout(60)
class SlowSenderTest {

    private static final String HEAD = """
            POST %s HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Idempotency-Key: %s\r
            Content-Length: %d\r
            \r
            """;

    private static NotesServer server;

    @BeforeAll
    static void start() {
        server = new NotesServer(Map.of(
                "entrega.service", "marketplace-webhook", "partner", "acme", "entrega.http.receive-timeout", "300ms"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/notes", "/parcels"})
    void aBodyThatDoesNotEndIsAnsweredWith408(String path) throws Exception {
        try (var connection = new Socket("localhost", server.port())) {
            var answer = answer(connection);
            send(connection, HEAD.formatted(path, "slow" + path, 1000) + "{\"text\":\"slow");
            trickle(connection, answer);

            assertThat(answer.get())
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("connection: close")
                    .contains("application/problem+json", "\"code\":\"request-too-slow\"", "Nothing was done");
        }
        assertThat(server.sql("SELECT count(*) FROM note WHERE text LIKE 'slow%'"))
                .isEqualTo("0");
        assertThat(server.write("slow" + path, "{\"text\":\"quick\"}").statusCode())
                .as("the key is free")
                .isEqualTo(201);
    }

    @Test
    void aHeadThatDoesNotEndIsNotAnswered() throws Exception {
        try (var connection = new Socket("localhost", server.port())) {
            var answer = answer(connection);
            send(connection, "GET /notes HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            trickle(connection, answer);

            assertThat(answer.get()).isEmpty();
        }
    }

    @Test
    void aConnectionThatRestsBetweenRequestsStays() throws Exception {
        String quick = HEAD.formatted("/notes", "quick", 16) + "{\"text\":\"quick\"}";
        String last = quick.replace("quick\r", "last\r").replace("Host", "Connection: close\r\nHost");
        try (var connection = new Socket("localhost", server.port())) {
            send(connection, quick);
            var answer = new StringBuilder();
            while (!answer.toString().contains("\"quick\"")) {
                answer.append((char) connection.getInputStream().read());
            }
            Thread.sleep(900); // Longer than a request and its answer may take.
            send(connection, last);

            assertThat(read(connection)).contains("HTTP/1.1 201 ");
        }
    }

    @Test
    void noTimeAtAllIsRefused() {
        assertThatThrownBy(
                        () -> new NotesServer(Map.of("entrega.service", "slow", "entrega.http.receive-timeout", "0s")))
                .rootCause()
                .hasMessageContaining("entrega.http.receive-timeout");
    }

    private static Future<String> answer(Socket connection) {
        var answer = new FutureTask<>(() -> read(connection));
        Thread.ofVirtual().start(answer);
        return answer;
    }

    /** All that comes until the server closes the connection, or resets it over what nobody has read. */
    private static String read(Socket connection) throws IOException {
        var answer = new ByteArrayOutputStream();
        try {
            connection.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            assertThat(e).hasMessage("Connection reset");
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static void trickle(Socket connection, Future<String> answer) throws InterruptedException {
        while (!answer.isDone()) {
            try {
                send(connection, "x");
            } catch (IOException e) {
                assertThat(e).isInstanceOf(SocketException.class); // It has been closed.
                return;
            }
            Thread.sleep(20);
        }
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
