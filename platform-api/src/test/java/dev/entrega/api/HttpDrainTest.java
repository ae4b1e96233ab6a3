package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deploy does to the requests of the process that it ends. */
class HttpDrainTest {
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        clients.close();
    }

    @Test
    void aProcessThatEndsIsAliveButNotReadyAndStillAnswers() {
        try (var server = new NotesServer("4s")) {
            assertThat(status(server, "/health/readiness")).isEqualTo(200);

            clients.execute(server::stop);
            await().until(() -> status(server, "/health/readiness") == 503);

            assertThat(status(server, "/health/liveness")).isEqualTo(200);
            assertThat(server.write("k", "{\"text\":\"hello\"}").statusCode()).isEqualTo(201);
            assertThat(server.send(server.to("/notes")).headers().firstValue("Connection"))
                    .hasValue("close");
        }
    }

    @Test
    void aRefusalIsALastAnswerToo() {
        try (var server = new NotesServer(
                Map.of("entrega.service", "notes", "entrega.http.drain", "4s", "oauth.issuer", "http://localhost:1"))) {
            clients.execute(server::stop);
            await().until(() -> status(server, "/health/readiness") == 503);

            var refused = server.get("/notes");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Connection")).hasValue("close");
        }
    }

    @Test
    void aRequestInFlightIsFinishedAfterThePortHasClosed() throws Exception {
        try (var server = new NotesServer("0s")) {
            server.gate().close();
            Future<HttpResponse<String>> slow = clients.submit(() -> server.write("slow", "{\"text\":\"slow\"}"));
            server.gate().awaitArrival();
            Future<?> stopped = clients.submit(server::stop);
            await().until(() -> isRefused(server));

            assertThat(slow.isDone()).isFalse();
            assertThat(stopped.isDone()).isFalse();
            server.gate().open();

            assertThat(slow.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
            stopped.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void nothingButHealthIsShown() {
        try (var server = new NotesServer("0s")) {
            assertThat(status(server, "/health")).isEqualTo(200);
            assertThat(status(server, "/info")).isEqualTo(404);
            assertThat(status(server, "/routes")).isEqualTo(404);
            assertThat(status(server, "/beans")).isEqualTo(404);
        }
    }

    @Test
    void aDrainLongerThanAProcessMayTakeIsRefused() {
        assertThatThrownBy(() -> new NotesServer("20s"))
                .rootCause()
                .hasMessageContaining("entrega.http.drain")
                .hasMessageContaining("19s");
    }

    private static int status(NotesServer server, String path) {
        return server.send(server.to(path)).statusCode();
    }

    private static boolean isRefused(NotesServer server) throws IOException {
        try (var connection = new Socket("localhost", server.port())) {
            return !connection.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }
}
