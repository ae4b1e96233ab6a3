package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxCommandTest {

    @TempDir
    Path folder;

    private ServiceDatabase database;
    private Terminal terminal;

    @BeforeEach
    void aServiceWithParkedEvents() throws IOException, SQLException {
        database = ServiceDatabase.migrated("messaging");
        terminal = Terminal.withProfile(folder, Map.of("orders-api", database.url()));
        database.execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, parked_reason, attempts)
            SELECT 'e-' || i, CASE WHEN i < 4 THEN 'order.placed.v1' ELSE 'order.shipped.v1' END, '/orders-api', 'o-' || i,
                   '{}', CASE WHEN i < 5 THEN 'NotFound: no such topic' END, 20
              FROM generate_series(1, 5) AS i""");
    }

    private long count(String condition) throws SQLException {
        return database.count("SELECT count(*) FROM entrega." + condition);
    }

    @Test
    void listShowsWhatIsParkedAndWhy() {
        var result = terminal.run("outbox", "list", "orders-api");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).hasSize(5);
        assertThat(result.out()).contains("order.placed.v1", "o-1", "20", "NotFound: no such topic");
        assertThat(result.err()).contains("toolbelt outbox release orders-api");
        assertThat(terminal.run("outbox", "list", "orders-api", "--json", "--type", "order.shipped.v1")
                        .lines())
                .singleElement()
                .asString()
                .contains("\"eventId\":\"e-4\"", "\"destination\":\"order.shipped.v1\"");
        assertThat(terminal.run("outbox", "list", "orders-api", "--limit", "2").err())
                .contains("--after 2");
    }

    @Test
    void releasedEventsAreDueAgainAndTheAuditSaysWhoDidIt() throws SQLException {
        var result = terminal.run("outbox", "release", "orders-api", "--type", "order.placed.v1", "--yes");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("released 3 parked events");
        assertThat(count("outbox WHERE parked_reason IS NULL AND attempts = 0 AND due_at <= clock_timestamp()"))
                .isEqualTo(3);
        assertThat(count("outbox WHERE parked_reason IS NOT NULL")).isEqualTo(1);
        assertThat(
                        count(
                                "outbox_audit WHERE action = 'release' AND who LIKE '%@%' AND detail = 'NotFound: no such topic'"))
                .isEqualTo(3);
    }

    @Test
    void discardedEventsAreGoneAndTheAuditSaysWhy() throws SQLException {
        var result = terminal.run(
                "outbox", "discard", "orders-api", "--id", "2", "--why", "a test order", "--yes", "--json");

        assertThat(result.out()).contains("{\"service\":\"orders-api\",\"matching\":1,\"discarded\":1}");
        assertThat(count("outbox")).isEqualTo(4);
        assertThat(count("outbox_audit WHERE action = 'discard' AND event_id = 'e-2'"
                        + " AND detail = 'a test order: NotFound: no such topic'"))
                .isEqualTo(1);
    }

    @Test
    void whatWaitsAndIsNotParkedIsNeitherReleasedNorThrownAway() throws SQLException {
        assertThat(terminal.run("outbox", "discard", "orders-api", "--id", "5", "--why", "x", "--yes")
                        .exitCode())
                .isEqualTo(3);
        assertThat(terminal.run("outbox", "release", "orders-api", "--id", "5", "--yes")
                        .exitCode())
                .isEqualTo(3);
        assertThat(count("outbox WHERE attempts = 20")).isEqualTo(5);
    }

    @Test
    void withoutConsentNothingHappens() throws SQLException {
        assertThat(terminal.run("outbox", "release", "orders-api").exitCode()).isEqualTo(4);
        assertThat(terminal.run("outbox", "discard", "orders-api", "--why", "x", "--dry-run")
                        .out())
                .contains("would throw 4 parked events");
        assertThat(terminal.run("outbox", "list", "order-api").err()).contains("orders-api");
        assertThat(count("outbox WHERE parked_reason IS NOT NULL")).isEqualTo(4);
    }
}
