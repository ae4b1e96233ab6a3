package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A duplicate request does no work. */
class IdempotencyTest {
    private static final int AT_ONCE = 20;

    private static NotesServer server;

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void start() {
        server = new NotesServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        server.sql("WITH keys AS (DELETE FROM entrega.idempotency_key), notes AS (DELETE FROM note) SELECT 1");
    }

    @AfterEach
    void end() {
        server.gate().open();
        clients.close();
    }

    @Test
    void theFirstRequestIsExecuted() {
        var answer = server.write("k", "{\"text\":\"hello\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"text\":\"hello\"}");
        assertThat(stored()).isEqualTo("1 notes, 1 keys");
    }

    @Test
    void itsRepeatIsNotModifiedAndHasLocationAndETagOfTheFirstAnswer() {
        var first = server.write("k", "{\"text\":\"hello\"}");
        var repeat = server.write("k", "{\"text\":\"hello\"}");

        assertThat(repeat.statusCode()).isEqualTo(304);
        assertThat(repeat.body()).isEmpty();
        assertThat(repeat.headers().firstValue("Location"))
                .isPresent()
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(repeat.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(stored()).isEqualTo("1 notes, 1 keys");
    }

    @Test
    void itsRepeatWhileItIsInFlightIsAConflictToBeTriedAgain() throws Exception {
        server.gate().close();
        Future<HttpResponse<String>> first = clients.submit(() -> server.write("k", "{\"text\":\"hello\"}"));
        server.gate().awaitArrival();

        var repeat = server.write("k", "{\"text\":\"hello\"}");
        var otherKey = clients.submit(() -> server.write("another", "{\"text\":\"hello\"}"));
        server.gate().open();

        assertThat(repeat.statusCode()).isEqualTo(409);
        assertThat(repeat.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(repeat.body()).contains("\"code\":\"idempotency-key-in-flight\"");
        assertThat(first.get().statusCode()).isEqualTo(201);
        assertThat(otherKey.get().statusCode()).isEqualTo(201);
        assertThat(stored()).isEqualTo("2 notes, 2 keys");
    }

    @Test
    void noSuccessIsAnsweredIfTheCommitFails() {
        var answer = server.write("k", "{\"text\":\"late\"}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(stored()).isEqualTo("0 notes, 0 keys");
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        server.write("k", "{\"text\":\"hello\"}");
        var other = server.write("k", "{\"text\":\"hello \"}");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("\"code\":\"idempotency-key-reused\"");
        assertThat(stored()).isEqualTo("1 notes, 1 keys");
    }

    @Test
    void theSameKeyForAnotherResourceOfTheSameRouteIsRefused() {
        var first = server.send(to("/notes/1/copies", "k"));
        var other = server.send(to("/notes/2/copies", "k"));

        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void theSameKeyOnAnotherRouteIsAnotherKey() {
        assertThat(server.send(to("/notes/1/copies", "k")).statusCode()).isEqualTo(204);
        assertThat(server.write("k", "{\"text\":\"hello\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void aRequestWithoutAKeyIsRefused() {
        var answer = server.send(server.to("/notes").POST(BodyPublishers.ofString("{\"text\":\"hello\"}")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"idempotency-key-missing\"");
        assertThat(stored()).isEqualTo("0 notes, 0 keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "\t"})
    void aKeyThatIsNotVisibleAsciiIsRefused(String key) {
        assertThat(server.write(key, "{\"text\":\"hello\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void aKeyIsAtMost255CharactersLong() {
        assertThat(server.write("x".repeat(255), "{\"text\":\"hello\"}").statusCode())
                .isEqualTo(201);
        assertThat(server.write("x".repeat(256), "{\"text\":\"hello\"}").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"break", "refuse", "not found", "sql", "late", ""})
    void whatFailsLeavesNothingAndItsKeyIsFree(String text) {
        var failed = server.write("k", "{\"text\":\"%s\"}".formatted(text));

        assertThat(failed.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(stored()).isEqualTo("0 notes, 0 keys");
        assertThat(server.write("k", "{\"text\":\"hello\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void aRequestWhoseConnectionDiedIsUnknownAndItsRepeatIsExecutedOnce() throws Exception {
        server.gate().close();
        Future<HttpResponse<String>> first = clients.submit(() -> server.write("k", "{\"text\":\"hello\"}"));
        server.gate().awaitArrival();
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");
        server.gate().open();

        assertThat(first.get().statusCode()).isEqualTo(503);
        assertThat(first.get().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(server.write("k", "{\"text\":\"hello\"}").statusCode()).isEqualTo(201);
        assertThat(stored()).isEqualTo("1 notes, 1 keys");
    }

    @Test
    void withoutATransactionNothingIsDone() {
        var answer = server.send(to("/notes/without-transaction", "k", "{\"text\":\"hello\"}"));

        assertThat(answer.statusCode()).isEqualTo(500);
    }

    @Test
    void theSameRequestTwentyTimesAtOnceIsExecutedOnce() throws Exception {
        sendTwentyAtOnce();
    }

    @Tag("faults")
    @RepeatedTest(50)
    void theSameRequestTwentyTimesAtOnceIsExecutedOnceHoweverOftenItIsTried() throws Exception {
        sendTwentyAtOnce();
    }

    private void sendTwentyAtOnce() throws Exception {
        var start = new CyclicBarrier(AT_ONCE);
        Callable<HttpResponse<String>> request = () -> {
            start.await();
            return server.write("k", "{\"text\":\"hello\"}");
        };
        var statuses = clients.invokeAll(Collections.nCopies(AT_ONCE, request)).stream()
                .map(Future::resultNow)
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(statuses).containsOnlyOnce(201).allMatch(List.of(201, 304, 409)::contains);
        assertThat(stored()).isEqualTo("1 notes, 1 keys");
    }

    private static HttpRequest.Builder to(String path, String key) {
        return to(path, key, "{}");
    }

    private static HttpRequest.Builder to(String path, String key, String body) {
        return server.to(path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body));
    }

    private static String stored() {
        return server.sql("""
                SELECT (SELECT count(*) FROM note) || ' notes, '
                    || (SELECT count(*) FROM entrega.idempotency_key) || ' keys'""");
    }
}
