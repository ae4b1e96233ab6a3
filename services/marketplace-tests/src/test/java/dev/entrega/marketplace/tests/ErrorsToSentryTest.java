package dev.entrega.marketplace.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.marketplace.demo.Database;
import dev.entrega.marketplace.demo.Marketplace;
import dev.entrega.marketplace.demo.ServiceProcess;
import dev.entrega.messaging.report.SentryEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors of real services reach Sentry with what one searches by, and with nothing of what was worked on. */
@Tag("faults")
class ErrorsToSentryTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String ORDER = """
            {"buyer":{"name":"Canary Ada","email":"canary@example.org","address":"Canary-Street 12"},
             "lines":[{"sku":"SKU-001","quantity":1}]}""";

    /** The message quotes the whole row, as a database's own do. */
    private static final String REFUSE = """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'refused: % of canary@example.org', NEW USING ERRCODE = '23514'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION refuse()""";

    private static Marketplace marketplace;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        marketplace = Marketplace.start(Path.of(".."));
    }

    @AfterAll
    static void stop() {
        marketplace.close();
    }

    @Test
    void ofHandlerRelayAndEndpoint() throws Exception {
        marketplace.killStockService(); // It would take the events and tell nobody.
        try (var sentry = new SentryEndpoint();
                var stock = start("stock-service", marketplace.stock(), sentry);
                var healthy = marketplace.client()) {
            execute(marketplace.stock(), REFUSE.replace("%s", "stock_decision"));
            assertThat(healthy.place("first", ORDER).statusCode()).isEqualTo(201);
            awaitEvent(sentry, "\"handler\":\"reserve-stock\"", "\"event.type\":\"order.placed.v1\"");
            String event = event(sentry, "\"handler\":\"reserve-stock\"");
            assertThat(event)
                    .contains(
                            "\"service\":\"stock-service\"", "\"environment\":\"demo\"", "\"release\":\"stock-service@")
                    .contains("\"trace\":\"none\"", "ReserveStock", "PSQLException")
                    .containsPattern("\"event.id\":\"[0-9a-f-]{36}\"");

            execute(marketplace.stock(), """
                    INSERT INTO entrega.outbox (event_id, type, source, subject, body)
                    VALUES ('event-without-topic', 'nobody.knew.v1', '/stock-service', 'canary', '{"canary":1}')""");
            awaitEvent(sentry, "\"place\":\"relay\"");

            var environment = marketplace.environment(marketplace.orders());
            environment.put("SENTRY_DSN", sentry.dsn());
            try (var orders = ServiceProcess.start(
                            "orders-api", marketplace.jar("orders-api"), environment, folder.resolve("orders.log"));
                    var client = marketplace.clientOf(URI.create("http://127.0.0.1:" + environment.get("PORT")))) {
                orders.awaitReady(START);
                execute(marketplace.orders(), REFUSE.replace("%s", "orders"));
                assertThat(client.placeOnce("second", ORDER).statusCode()).isEqualTo(500);
                awaitEvent(sentry, "\"endpoint\":\"POST /orders\"");
                assertThat(event(sentry, "\"place\":\"endpoint\""))
                        .contains("\"service\":\"orders-api\"", "PSQLException");
            }
            assertThat(stock.output()).contains("canary"); // The canaries sang: they were in the exceptions.
            assertThat(sentry.everything()).doesNotContainIgnoringCase("canary");
        }
    }

    @Test
    void withoutADsnNothingOfItIsEvenLoaded() throws IOException {
        assertThat(classesLoadedWith(""))
                .contains("dev.entrega.messaging.runtime.ServiceStart")
                .doesNotContain("io.sentry.");
        assertThat(classesLoadedWith("http://key@127.0.0.1:9/7")).contains("io.sentry.");
    }

    private String classesLoadedWith(String dsn) throws IOException {
        Path classes = folder.resolve("classes" + dsn.length());
        var environment = marketplace.environment(marketplace.orders());
        environment.put("SENTRY_DSN", dsn);
        environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes);
        try (var process = ServiceProcess.start(
                "orders-api", marketplace.jar("orders-api"), environment, folder.resolve("loaded.log"))) {
            process.awaitReady(START);
        }
        return Files.readString(classes);
    }

    @Test
    void ofAStartThatFailed() {
        try (var sentry = new SentryEndpoint()) {
            var environment = marketplace.environment(marketplace.orders());
            environment.put("SENTRY_DSN", sentry.dsn());
            environment.remove("AWS_REGION");
            try (var process = ServiceProcess.start(
                    "orders-api", marketplace.jar("orders-api"), environment, folder.resolve("start.log"))) {
                assertThat(process.awaitExit(START)).isEqualTo(1);
            }
            assertThat(event(sentry, "\"place\":\"start\"")).contains("ConfigurationException");
        }
    }

    private ServiceProcess start(String service, Database database, SentryEndpoint sentry) {
        var environment = marketplace.environment(database);
        environment.put("SENTRY_DSN", sentry.dsn());
        var process =
                ServiceProcess.start(service, marketplace.jar(service), environment, folder.resolve(service + ".log"));
        process.awaitReady(START);
        return process;
    }

    private static void awaitEvent(SentryEndpoint sentry, String... words) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sentry.events())
                        .anySatisfy(event -> assertThat(event).contains(words)));
    }

    private static String event(SentryEndpoint sentry, String word) {
        return sentry.events().stream()
                .filter(event -> event.contains(word))
                .findFirst()
                .orElseThrow();
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
