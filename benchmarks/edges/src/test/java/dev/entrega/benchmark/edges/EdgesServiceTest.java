package dev.entrega.benchmark.edges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.benchmark.service.Trial;
import dev.entrega.benchmark.stub.Stub;
import dev.entrega.local.LocalPostgres;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That both sides of the comparison write the same; how fast is nothing for a test. */
class EdgesServiceTest {

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

    private static EmbeddedServer start() {
        var settings = new HashMap<String, Object>();
        settings.put("entrega.service", "orders-api");
        settings.put("entrega.env", "edges");
        settings.put("entrega.outbox.relay", "outside");
        settings.put("benchmark.trials", true);
        settings.put("database.url", POSTGRES.freshDatabase("edges"));
        settings.put("aws.endpoint-url", STUB.endpoint().toString());
        settings.put("aws.region", "us-east-1");
        settings.put("micronaut.server.port", -1);
        settings.put("oauth.issuer", "none");
        return ApplicationContext.run(EmbeddedServer.class, settings);
    }

    private static int post(EmbeddedServer server, String key) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.getURI().resolve("/desk"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofString("{\"buyer\":\"Ada\"}"));
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private static List<Long> rows(ApplicationContext context) {
        return context.getBean(Transactions.class).write(connection -> {
            try (var query = connection.createStatement();
                    var row = query.executeQuery("""
                            SELECT (SELECT count(*) FROM benchmark.placed), (SELECT count(*) FROM entrega.outbox),
                                   (SELECT count(*) FROM entrega.idempotency_key),
                                   (SELECT count(DISTINCT length(body)) FROM entrega.outbox)""")) {
                if (!row.next()) {
                    throw new SQLException("no row");
                }
                return List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        });
    }

    @Test
    void aRequestWritesWhatIsWrittenByHand() throws Exception {
        try (var server = start()) {
            assertThat(post(server, "one")).isEqualTo(201);
            assertThat(post(server, "one")).isEqualTo(304);
            var context = server.getApplicationContext();
            assertThat(rows(context)).containsExactly(1L, 1L, 1L, 1L);

            long done = context.getBeansOfType(Trial.class).stream()
                    .filter(trial -> trial.name().equals("keyed-jdbc"))
                    .findFirst()
                    .orElseThrow()
                    .once();

            assertThat(done).isEqualTo(1);
            assertThat(rows(context)).containsExactly(2L, 2L, 2L, 1L);
        }
    }
}
