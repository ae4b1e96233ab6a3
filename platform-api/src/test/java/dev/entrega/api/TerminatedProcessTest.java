package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real process and a real SIGTERM, while a request waits for the database. */
@Tag("faults")
class TerminatedProcessTest {
    private static final Duration OUT_BY = Duration.ofSeconds(25);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aSlowRequestIsAnsweredAfterTheSigterm() throws Exception {
        try (var notes = new NotesProcess()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> readiness(notes) == 200);
            CompletableFuture<HttpResponse<String>> slow;
            try (var database = DriverManager.getConnection(notes.jdbcUrl());
                    var statement = database.createStatement()) {
                database.setAutoCommit(false);
                statement.execute("LOCK TABLE note");
                slow = http.sendAsync(write(notes), BodyHandlers.ofString());
                await().until(() -> someoneWaits(statement));

                notes.process().terminate();
                await().until(() -> readiness(notes) != 200);
                assertThat(slow).isNotDone();
                database.rollback();
            }

            assertThat(slow.get().statusCode()).isEqualTo(201);
            assertThat(notes.process().awaitExit()).isLessThan(OUT_BY);
        }
    }

    private static HttpRequest write(NotesProcess notes) {
        return HttpRequest.newBuilder(notes.uri("/notes"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "slow")
                .POST(BodyPublishers.ofString("{\"text\":\"slow\"}"))
                .build();
    }

    private static boolean someoneWaits(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }

    /** 0 if the port is closed. */
    private int readiness(NotesProcess notes) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(notes.uri("/health/readiness")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
