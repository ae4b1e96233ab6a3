package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.LocalPostgres;
import dev.entrega.local.LocalPostgres.Stop;
import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.faults.TcpProxy;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows 13, 14 and 16: what an API answers while its database breaks. Whatever happens, a 2xx is never guessed, and who
 * repeats a request that was answered by a 503 has it executed once.
 */
@Tag("faults")
class BrokenDatabaseTest {

    /** Far above what is waited for a connection (3 s) and for a lock (10 s). */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Each commit of a shipment asks for this lock. */
    private static final int AT_COMMIT = 13;

    private static final String COMMITTING =
            "SELECT pid FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active'";

    private static LocalPostgres postgres;
    private static String database;
    private static TcpProxy connections;
    private static NotesServer server;

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start();
        database = postgres.freshDatabase("shipments");
        var address = URI.create(database);
        connections = TcpProxy.before(address.getHost(), address.getPort());
        var settings = new HashMap<>(Shipments.SETTINGS);
        settings.put("database.url", connections.through(database));
        settings.put("entrega.database.pool-size", "1"); // Who needs a second one waits for itself.
        server = new NotesServer(settings);
        sql("""
            CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_advisory_xact_lock(%d); RETURN NULL; END $$""".formatted(AT_COMMIT));
        sql("CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION at_commit()");
    }

    @AfterAll
    static void stop() {
        server.close();
        connections.close();
        postgres.close();
    }

    @AfterEach
    void end() {
        server.gate().open();
        clients.close();
    }

    /** Row 13. */
    @Test
    void aCommitThatArrivedWithoutAnAnswerIsUnknownAndItsRepeatIsNotExecuted() throws Exception {
        var answer = shipAndLoseTheAnswerToTheCommit("arrived", true);

        assertUnavailable(answer);
        assertThat(rows("arrived")).isEqualTo("1 rows, 1 keys, 1 events");
        assertThat(repeat("arrived").statusCode()).isEqualTo(304);
        assertThat(rows("arrived")).isEqualTo("1 rows, 1 keys, 1 events");
    }

    /** Row 13. */
    @Test
    void aCommitThatNeverHappenedIsUnknownAndItsRepeatIsExecuted() throws Exception {
        var answer = shipAndLoseTheAnswerToTheCommit("lost", false);

        assertUnavailable(answer);
        assertThat(rows("lost")).isEqualTo("0 rows, 0 keys, 0 events");
        assertThat(repeat("lost").statusCode()).isEqualTo(201);
        assertThat(rows("lost")).isEqualTo("1 rows, 1 keys, 1 events");
    }

    /** The COMMIT is with PostgreSQL when the connection falls silent, and its session ends before or after it. */
    private HttpResponse<String> shipAndLoseTheAnswerToTheCommit(String order, boolean committed) throws Exception {
        Future<HttpResponse<String>> answer;
        try (var holder = NotesServer.connect(database);
                var lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + AT_COMMIT + ")");
            answer = clients.submit(() -> server.ship(order));
            await().until(() -> !sql(COMMITTING).isEmpty());
            connections.set(new TcpFault.BlackHole());
            if (!committed) {
                sql("SELECT pg_terminate_backend(%s)".formatted(sql(COMMITTING)));
                await().until(() -> sql(COMMITTING).isEmpty());
            }
        }
        await().until(() -> sql(COMMITTING).isEmpty());
        connections.set(new TcpFault.Refused());
        var lost = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        connections.set(new TcpFault.None());
        return lost;
    }

    /** Row 14. */
    @ParameterizedTest
    @EnumSource
    void whileTheServerIsAwayNothingIsAcceptedAndTheSameProcessGoesOnWhenItIsBack(Stop how) throws Exception {
        String before = how + "-before";
        String under = how + "-under-way";
        String away = how + "-away";
        assertThat(server.ship(before).statusCode()).isEqualTo(201);
        server.gate().close();
        var cutOff = clients.submit(() -> server.ship(under));
        server.gate().awaitArrival();

        postgres.stop(how);
        try {
            server.gate().open();
            assertUnavailable(cutOff.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertUnavailable(clients.submit(() -> server.ship(away)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(server.get("/health/liveness").statusCode()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> server.get("/health/readiness").body().contains("gives no session"));
        } finally {
            postgres.resume();
        }

        assertThat(repeat(before).statusCode()).isEqualTo(304);
        assertThat(repeat(under).statusCode()).isEqualTo(201);
        assertThat(repeat(away).statusCode()).isEqualTo(201);
        for (String order : List.of(before, under, away)) {
            assertThat(rows(order)).as(order).isEqualTo("1 rows, 1 keys, 1 events");
        }
        await().atMost(PATIENCE).until(() -> server.get("/health/readiness").statusCode() == 200);
        awaitAllPublished();
    }

    /** Row 16. The one connection waits for the lock, and the others for the connection. */
    @Test
    void whileALockIsHeldNobodyWaitsForEverAndAfterwardsRequestsAndWorkersGoOn() throws Exception {
        var orders =
                IntStream.range(0, 4).mapToObj(number -> "locked-" + number).toList();
        try (var holder = NotesServer.connect(database);
                var lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE note");
            var answers = orders.stream()
                    .map(order -> clients.submit(() -> server.ship(order)))
                    .toList();
            for (var answer : answers) {
                assertUnavailable(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            holder.rollback();
        }

        for (String order : orders) {
            assertThat(repeat(order).statusCode()).isEqualTo(201);
            assertThat(rows(order)).isEqualTo("1 rows, 1 keys, 1 events");
        }
        awaitAllPublished();
    }

    /** Rows 14 to 16, by what PostgreSQL calls them (its manual, appendix A). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "53100", // disk_full
                "53200", // out_of_memory
                "53300", // too_many_connections
                "53400", // configuration_limit_exceeded
                "55P03", // lock_not_available
                "57014", // query_canceled, by statement_timeout
                "57P03" // cannot_connect_now
            })
    void whatPassesByItselfIsToBeRepeatedLater(String state) {
        sql("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'as the test says' USING ERRCODE = '%s'; END $$""".formatted(state));
        sql("CREATE TRIGGER refuse BEFORE INSERT ON note EXECUTE FUNCTION refuse()");
        var refused = server.ship(state);
        sql("DROP FUNCTION refuse CASCADE");

        assertUnavailable(refused);
        assertThat(rows(state)).isEqualTo("0 rows, 0 keys, 0 events");
        assertThat(server.ship(state).statusCode()).isEqualTo(201);
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    /** As a client does, for as long as it is asked to. */
    private static HttpResponse<String> repeat(String order) {
        return await().atMost(PATIENCE).until(() -> server.ship(order), answer -> answer.statusCode() != 503);
    }

    private static String rows(String order) {
        return sql("""
            SELECT (SELECT count(*) FROM note WHERE text = '%1$s') || ' rows, '
                || (SELECT count(*) FROM entrega.idempotency_key WHERE key = '%1$s') || ' keys, '
                || (SELECT count(*) FROM entrega.outbox WHERE subject = '%1$s') || ' events'""".formatted(order));
    }

    private static void awaitAllPublished() {
        await().atMost(PATIENCE)
                .until(() -> sql("SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL")
                        .equals("0"));
    }

    /** By a way that nothing breaks. */
    private static String sql(String sql) {
        return NotesServer.sql(database, sql);
    }
}
