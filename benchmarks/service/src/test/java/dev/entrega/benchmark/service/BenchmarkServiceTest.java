package dev.entrega.benchmark.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.benchmark.stub.Stub;
import dev.entrega.local.LocalPostgres;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is measured does what it says; how fast is nothing for a test. */
class BenchmarkServiceTest {

    private static final int ORDERS = 60;

    private static final Stub STUB = Stub.start();
    private static final LocalPostgres POSTGRES = LocalPostgres.start();

    @BeforeAll
    static void leaveStdinToWhoeverStartedTheTests() {
        System.setIn(InputStream.nullInputStream());
    }

    @AfterAll
    static void close() {
        STUB.close();
        POSTGRES.close();
    }

    private static ApplicationContext start(String service, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        // What publishes orders is called as who may.
        settings.put("entrega.service", more.containsKey("benchmark.trials") ? "orders-api" : service);
        settings.put("entrega.env", service);
        settings.put("entrega.consumer.poll-wait", "1s");
        settings.put("aws.endpoint-url", STUB.endpoint().toString());
        settings.put("aws.region", "us-east-1");
        return ApplicationContext.run(settings);
    }

    private static String database() {
        return POSTGRES.freshDatabase("benchmark_service");
    }

    private static void order(String service, int events) throws IOException, InterruptedException {
        control("supply/" + service + "_" + service + "/" + events + "/1000000");
    }

    private static String control(String words) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(STUB.endpoint() + "/control/" + words))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static void awaitDeleted(String service) {
        // The sentinels of the topics were deleted as well.
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        control("counts").matches(".*\"" + service + "_" + service + "\":\\{[^}]*\"deleted\":6\\d.*"));
    }

    /** Since sentinels are deleted as well, the last orders may not be yet. */
    private static void awaitClaims(ApplicationContext context, long claims) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> number(context, "SELECT count(*) FROM entrega.inbox") >= claims);
    }

    private static long number(ApplicationContext context, String sql) {
        return context.getBean(Transactions.class).write(connection -> {
            try (var query = connection.createStatement();
                    var row = query.executeQuery(sql)) {
                if (!row.next()) {
                    throw new SQLException("no row");
                }
                return row.getLong(1);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "batch"})
    void eachOrderIsClaimedAndCountedOnce(String handler) throws Exception {
        try (var context = start(handler, Map.of("database.url", database(), "benchmark.handler", handler))) {
            order(handler, ORDERS);
            awaitDeleted(handler);
            awaitClaims(context, ORDERS);

            assertThat(number(context, "SELECT count(*) FROM entrega.inbox")).isEqualTo(ORDERS);
            assertThat(number(context, "SELECT sum(orders) FROM benchmark.turnover"))
                    .isEqualTo(ORDERS);
            assertThat(number(context, "SELECT count(*) FROM entrega.attempt")).isZero();
        }
    }

    @Test
    void whatIsLeftOutIsTheDatabaseAlone() throws Exception {
        var settings = Map.<String, Object>of(
                "database.url",
                database(),
                "benchmark.handler",
                "none",
                "benchmark.database",
                "none",
                "benchmark.types",
                50);
        try (var context = start("bare", settings)) {
            order("bare", ORDERS);
            awaitDeleted("bare");

            assertThat(number(context, "SELECT count(*) FROM entrega.inbox")).isZero();
            assertThat(number(context, "SELECT count(*) FROM entrega.attempt")).isZero();
            assertThat(number(context, "SELECT count(*) FROM entrega.dead_letter"))
                    .isZero();
        }
    }

    @Test
    void eachOfMoreHandlersTakesEachOrder() throws Exception {
        var settings = Map.<String, Object>of(
                "database.url", database(), "benchmark.handler", "none", "benchmark.handlers", 3);
        try (var context = start("three", settings)) {
            order("three", ORDERS);
            awaitDeleted("three");
            awaitClaims(context, 3 * ORDERS);

            assertThat(number(context, "SELECT count(*) FROM entrega.inbox")).isEqualTo(3 * ORDERS);
        }
    }

    @Test
    void eachTrialWithADatabaseDoesWhatItCounts() throws Exception {
        var settings = Map.<String, Object>of(
                "database.url",
                database(),
                "benchmark.handler",
                "timed",
                "benchmark.trials",
                true,
                "entrega.outbox.relay",
                "outside");
        try (var context = start("trials", settings)) {
            long claims = 0;
            long events = 0;
            for (String name : new String[] {"business", "outbox", "outbox-quiet"}) {
                events += trial(context, name).once();
            }
            assertThat(number(context, "SELECT count(*) FROM benchmark.placed")).isEqualTo(events);
            assertThat(number(context, "SELECT count(*) FROM entrega.outbox")).isEqualTo(2);
            for (String name : new String[] {"inbox-one", "inbox-ten", "jdbc-one", "jdbc-ten"}) {
                claims += trial(context, name).once();
            }
            assertThat(claims).isEqualTo(22);
            assertThat(number(context, "SELECT count(*) FROM entrega.inbox")).isEqualTo(claims);
            assertThat(number(context, "SELECT sum(orders) FROM benchmark.turnover"))
                    .isEqualTo(claims);
            assertThat(trial(context, "drain").once()).isEqualTo(2);
            assertThat(number(context, "SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL"))
                    .isZero();
        }
    }

    @Test
    void aCommitIsFollowedToItsHandler() throws Exception {
        var settings = Map.<String, Object>of(
                "database.url", database(), "benchmark.handler", "timed", "benchmark.trials", true);
        try (var context = start("latency", settings)) {
            assertThat(trial(context, "latency").once()).isEqualTo(1);
        }
    }

    @Test
    void directlyPublishedIsConfirmed() throws Exception {
        try (var context = start("direct", Map.of("benchmark.trials", true))) {
            for (String name : new String[] {"direct", "singly"}) {
                String before = control("counts");
                trial(context, name).once();

                assertThat(control("counts")).isNotEqualTo(before);
            }
        }
    }

    private static Trial trial(ApplicationContext context, String name) {
        return context.getBeansOfType(Trial.class).stream()
                .filter(trial -> trial.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
