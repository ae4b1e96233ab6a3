package dev.entrega.marketplace.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.entrega.local.LocalPostgres;
import dev.entrega.marketplace.demo.Sending.Accepted;
import dev.entrega.marketplace.demo.Sending.Sent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A count is worth what it notices: every way to lose an order or to apply one twice is planted here. */
class CountTest {
    private static final String PLATFORM = """
            CREATE SCHEMA entrega;
            CREATE TABLE entrega.outbox (position bigint, event_id text, type text, source text, subject text, body text,
                published_at timestamptz, parked_reason text);
            CREATE TABLE entrega.inbox (handler text, source text, event_id text, duplicates int DEFAULT 0);
            CREATE TABLE entrega.dead_letter (handler text, subject text);
            """;

    private static LocalPostgres postgres;

    private Database orders;
    private Database stock;
    private Map<String, Long> seeds;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** Two orders as they should end: o1 confirmed with two lines, o2 rejected. */
    @BeforeEach
    void aPerfectRun() throws SQLException {
        orders = new Database(postgres.freshDatabase("orders"));
        stock = new Database(postgres.freshDatabase("stock"));
        run(orders, PLATFORM + """
                CREATE TABLE orders (id text, state text, changed_at timestamptz);
                CREATE TABLE order_transition (order_id text, from_state text, to_state text);
                INSERT INTO orders VALUES ('o1', 'confirmed', '2026-01-01T00:00:00.250Z'), ('o2', 'rejected', '2026-01-01T00:00:01Z');
                INSERT INTO order_transition VALUES ('o1', 'placed', 'confirmed'), ('o2', 'placed', 'rejected');
                INSERT INTO entrega.outbox VALUES (1, 'e1', 'order.placed.v1', '/orders-api', 'o1', '{}', now()),
                    (2, 'e2', 'order.placed.v1', '/orders-api', 'o2', '{}', now());
                """);
        run(stock, PLATFORM + """
                CREATE TABLE stock (sku text, available int);
                CREATE TABLE stock_decision (order_id text, decision text);
                CREATE TABLE stock_reservation (order_id text, sku text, quantity int);
                INSERT INTO stock VALUES ('A', 98), ('B', 99), ('GONE', 0);
                INSERT INTO stock_decision VALUES ('o1', 'reserved'), ('o2', 'rejected');
                INSERT INTO stock_reservation VALUES ('o1', 'A', 2), ('o1', 'B', 1);
                INSERT INTO entrega.inbox VALUES ('reserve-stock', '/orders-api', 'e1', 3), ('reserve-stock', '/orders-api', 'e2', 0);
                """);
        seeds = Map.of("A", 100L, "B", 100L, "GONE", 0L);
    }

    @Test
    void aPerfectRunIsCountedAsOne() {
        assertThat(count()).isEqualTo(new Tally(2, 1, 2, 2, 3, 0, 0, 0, 250, 1000));
    }

    @Test
    void anOrderWithoutAFinalStateIsLost() throws SQLException {
        run(orders, "UPDATE orders SET state = 'placed' WHERE id = 'o1'");
        assertThat(count().lost()).isEqualTo(1);
    }

    @Test
    void anOrderThatVanishedIsLost() throws SQLException {
        run(orders, "DELETE FROM orders WHERE id = 'o1'");
        assertThat(count().lost()).isEqualTo(1);
    }

    @Test
    void anOrderWithoutADecisionIsLostEvenIfItsStateIsFinal() throws SQLException {
        run(stock, "DELETE FROM stock_decision WHERE order_id = 'o2'");
        assertThat(count().lost()).isEqualTo(1);
    }

    @Test
    void anOrderWhoseEventIsADeadLetterIsNotLost() throws SQLException {
        run(stock, "DELETE FROM stock_decision WHERE order_id = 'o2'");
        run(stock, "INSERT INTO entrega.dead_letter VALUES ('reserve-stock', 'o2')");
        assertThat(count()).extracting(Tally::lost, Tally::deadLettered).containsExactly(0, 1L);
    }

    @Test
    void aSecondDecisionIsNoticed() throws SQLException {
        run(stock, "INSERT INTO stock_decision VALUES ('o2', 'rejected')");
        assertThat(count().appliedTwice()).isEqualTo(1);
    }

    @Test
    void aSecondReservationIsNoticedAtTheOrderAndAtTheStock() throws SQLException {
        run(stock, "INSERT INTO stock_reservation VALUES ('o1', 'A', 2)");
        assertThat(count().appliedTwice()).isEqualTo(2);
    }

    @Test
    void stockTakenTwiceIsNoticedWithoutASecondRow() throws SQLException {
        run(stock, "UPDATE stock SET available = 96 WHERE sku = 'A'");
        assertThat(count().appliedTwice()).isEqualTo(1);
    }

    @Test
    void aSecondEndingIsNoticed() throws SQLException {
        run(orders, "INSERT INTO order_transition VALUES ('o1', 'confirmed', 'rejected')");
        assertThat(count().appliedTwice()).isEqualTo(1);
    }

    @Test
    void anEventThatIsNotConfirmedIsNotPublished() throws SQLException {
        run(orders, "UPDATE entrega.outbox SET published_at = NULL WHERE event_id = 'e2'");
        assertThat(count().published()).isEqualTo(1);
        assertThat(new Ledger(orders, stock).unpublished()).isEqualTo(1);
    }

    @Test
    void aSampleHoldsTheFirstOfEachType() throws SQLException {
        run(
                orders,
                "INSERT INTO entrega.outbox VALUES (3, 'e3', 'order.confirmed.v1', '/orders-api', 'o1', '{}', now())");
        assertThat(new Ledger(orders, stock).sampleOfOrders())
                .extracting(StoredEvent::type, StoredEvent::subject)
                .containsExactly(tuple("order.placed.v1", "o1"), tuple("order.confirmed.v1", "o1"));
    }

    @Test
    void percentilesAreNearestRank() {
        assertThat(Count.percentile(List.of(), 50)).isZero();
        assertThat(Count.percentile(List.of(7L), 99)).isEqualTo(7);
        assertThat(Count.percentile(List.of(1L, 2L, 3L, 4L), 50)).isEqualTo(2);
        assertThat(Count.percentile(List.of(1L, 2L, 3L, 4L), 99)).isEqualTo(4);
    }

    private Tally count() {
        Instant accepted = Instant.parse("2026-01-01T00:00:00Z");
        var sent = new Sent(
                Map.of("o1", new Accepted(2, accepted), "o2", new Accepted(1, accepted)), 1, List.of(), Duration.ZERO);
        return Count.of(sent, new Ledger(orders, stock), seeds).tally();
    }

    private static void run(Database database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
