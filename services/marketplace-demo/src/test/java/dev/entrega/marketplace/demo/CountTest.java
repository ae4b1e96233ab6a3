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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A count is worth what it notices: every way to lose an order or a price, to apply one twice or too late is planted here. */
class CountTest {
    private static final String PLATFORM = """
            CREATE SCHEMA entrega;
            CREATE TABLE entrega.outbox (position bigint, event_id text, type text, source text, subject text, body text,
                published_at timestamptz, parked_reason text);
            CREATE TABLE entrega.inbox (handler text, source text, event_id text, duplicates int DEFAULT 0);
            CREATE TABLE entrega.dead_letter (handler text, subject text, type text, body text);
            CREATE TABLE entrega.held (subject text, type text, body text);
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

    /** Two orders as they should end: o1 confirmed with two lines, o2 rejected. Three prices of A and one of B. */
    @BeforeEach
    void aPerfectRun() throws SQLException {
        orders = new Database(postgres.freshDatabase("orders"));
        stock = new Database(postgres.freshDatabase("stock"));
        run(orders, PLATFORM + """
                CREATE TABLE orders (id text, state text, changed_at timestamptz);
                CREATE TABLE entrega.transition (resource text, id text, from_state text, to_state text);
                CREATE TABLE product (sku text, price_revision bigint);
                INSERT INTO product VALUES ('A', 3), ('B', 1), ('GONE', 0);
                INSERT INTO orders VALUES ('o1', 'confirmed', '2026-01-01T00:00:00.250Z'), ('o2', 'rejected', '2026-01-01T00:00:01Z');
                INSERT INTO entrega.transition VALUES ('orders', 'o1', 'placed', 'confirmed'), ('orders', 'o2', 'placed', 'rejected');
                INSERT INTO entrega.outbox VALUES (1, 'e1', 'order.placed.v1', '/orders-api', 'o1', '{}', now()),
                    (2, 'e2', 'order.placed.v1', '/orders-api', 'o2', '{}', now());
                """);
        run(stock, PLATFORM + """
                CREATE TABLE stock (sku text, available int);
                CREATE TABLE stock_decision (order_id text, decision text);
                CREATE TABLE stock_reservation (order_id text, sku text, quantity int);
                CREATE TABLE price_history (position bigint GENERATED ALWAYS AS IDENTITY, sku text, revision bigint);
                INSERT INTO price_history (sku, revision) VALUES ('A', 1), ('A', 2), ('B', 1), ('A', 3);
                INSERT INTO stock VALUES ('A', 98), ('B', 99), ('GONE', 0);
                INSERT INTO stock_decision VALUES ('o1', 'reserved'), ('o2', 'rejected');
                INSERT INTO stock_reservation VALUES ('o1', 'A', 2), ('o1', 'B', 1);
                INSERT INTO entrega.inbox VALUES ('reserve-stock', '/orders-api', 'e1', 3), ('reserve-stock', '/orders-api', 'e2', 0);
                """);
        seeds = Map.of("A", 100L, "B", 100L, "GONE", 0L);
    }

    @Test
    void aPerfectRunIsCountedAsOne() {
        assertThat(count()).isEqualTo(new Tally(2, 1, 4, 2, 2, 3, 0, 0, 0, 0, 250, 1000));
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
        run(orders, "INSERT INTO entrega.transition VALUES ('orders', 'o1', 'confirmed', 'rejected')");
        assertThat(count().appliedTwice()).isEqualTo(1);
    }

    @Test
    void aPriceThatNeverCameIsLost() throws SQLException {
        run(stock, "DELETE FROM price_history WHERE sku = 'A' AND revision = 2");
        assertThat(full().lost()).containsExactly("A revision 2");
        assertThat(count().lost()).isEqualTo(1);
    }

    @Test
    void theLastPriceIsMissedAsWell() throws SQLException {
        run(stock, "DELETE FROM price_history WHERE sku = 'B'");
        assertThat(full().lost()).containsExactly("B revision 1");
    }

    @Test
    void aPriceThatWasPromisedAndNotCommittedIsLost() throws SQLException {
        run(orders, "UPDATE product SET price_revision = 2 WHERE sku = 'A'");
        assertThat(full().lost()).containsExactly("A revision 3");
    }

    @Test
    void aPriceThatIsADeadLetterIsNotLost() throws SQLException {
        run(stock, "DELETE FROM price_history WHERE sku = 'A' AND revision = 2");
        deadLetter("A", 2);
        assertThat(count()).extracting(Tally::lost, Tally::deadLettered).containsExactly(0, 1L);
    }

    @Test
    void aPriceThatWaitsBehindADeadLetterIsNotLost() throws SQLException {
        run(stock, "DELETE FROM price_history WHERE sku = 'A' AND revision = 2");
        run(stock, """
                INSERT INTO entrega.held VALUES ('A', 'price.changed.v1', '{"data":{"revision":2}}')""");
        assertThat(count().lost()).isZero();
    }

    @Test
    void aDeadLetterOfAnotherRevisionOrProductDoesNotCount() throws SQLException {
        run(stock, "DELETE FROM price_history WHERE sku = 'A' AND revision = 2");
        deadLetter("A", 4);
        deadLetter("B", 2);
        assertThat(full().lost()).containsExactly("A revision 2");
    }

    @Test
    void aSecondEffectOfAPriceIsNoticed() throws SQLException {
        run(stock, "INSERT INTO price_history (sku, revision) VALUES ('A', 3)");
        assertThat(full().appliedTwice()).containsExactly("A revision 3");
        assertThat(count()).extracting(Tally::appliedTwice, Tally::reordered).containsExactly(1, 0);
    }

    @Test
    void aPriceThatCameAfterALaterOneIsReordered() throws SQLException {
        run(stock, "TRUNCATE price_history");
        run(stock, "INSERT INTO price_history (sku, revision) VALUES ('A', 1), ('A', 3), ('B', 1), ('A', 2)");
        assertThat(full().reordered()).containsExactly("A revision 2");
        assertThat(count())
                .extracting(Tally::lost, Tally::appliedTwice, Tally::reordered)
                .containsExactly(0, 0, 1);
    }

    @Test
    void theOrderIsThatOfThePositionsAndNotOfTheRows() throws SQLException {
        run(stock, "ALTER TABLE price_history ALTER position DROP IDENTITY");
        run(stock, "UPDATE price_history SET position = 100 - position");
        assertThat(full().reordered()).containsExactly("A revision 1", "A revision 2");
    }

    @Test
    void theRepeatOfAnOldPriceIsASecondEffectAndReordered() throws SQLException {
        run(stock, "INSERT INTO price_history (sku, revision) VALUES ('A', 1)");
        assertThat(full().appliedTwice()).containsExactly("A revision 1");
        assertThat(full().reordered()).containsExactly("A revision 1");
    }

    @Test
    void aGapIsNoReordering() throws SQLException {
        run(stock, "DELETE FROM price_history WHERE sku = 'A' AND revision = 2");
        assertThat(count().reordered()).isZero();
    }

    @Test
    void aReorderedPriceBreaksAPromise() throws SQLException {
        run(stock, "TRUNCATE price_history");
        run(stock, "INSERT INTO price_history (sku, revision) VALUES ('A', 2), ('A', 1), ('B', 1), ('A', 3)");

        assertThat(complaints()).containsExactly("reordered 1 prices: A revision 1");
    }

    @Test
    void aPerfectRunBreaksNoPromiseOfOrder() {
        assertThat(complaints()).isEmpty();
    }

    private List<String> complaints() {
        var complaints = new ArrayList<String>();
        Trial.complainOfOrder(full(), complaints);
        return complaints;
    }

    private void deadLetter(String sku, int revision) throws SQLException {
        run(stock, """
                INSERT INTO entrega.dead_letter VALUES ('revalue-stock', '%s', 'price.changed.v1',
                    '{"data":{"price":{"amount":1,"currency":"EUR"},"revision":%d}}')""".formatted(sku, revision));
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
        return full().tally();
    }

    private Count full() {
        Instant accepted = Instant.parse("2026-01-01T00:00:00Z");
        var sent = new Sent(
                Map.of("o1", new Accepted(2, accepted), "o2", new Accepted(1, accepted)),
                Set.of(new Revision("A", 3), new Revision("B", 1)),
                1,
                List.of(),
                Duration.ZERO);
        return Count.of(sent, new Ledger(orders, stock), seeds);
    }

    private static void run(Database database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
