package dev.entrega.marketplace.demo;

import dev.entrega.marketplace.demo.Database.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the two databases say, each question a query. */
final class Ledger {
    private static final String SAMPLE = """
            SELECT type, source, subject, body
            FROM (SELECT *, row_number() OVER (PARTITION BY type ORDER BY position) AS n
                  FROM entrega.outbox WHERE published_at IS NOT NULL) AS published
            WHERE (n - 1) % 20 = 0
            ORDER BY position""";

    private final Database orders;
    private final Database stock;

    Ledger(Database orders, Database stock) {
        this.orders = orders;
        this.stock = stock;
    }

    /** Stock by product. */
    Map<String, Long> available() {
        return counts(stock, "SELECT sku, available FROM stock");
    }

    /** Reserved quantities by product. */
    Map<String, Long> reserved() {
        return counts(stock, "SELECT sku, sum(quantity) FROM stock_reservation GROUP BY sku");
    }

    /** How many decisions the stock service made, by order. */
    Map<String, Long> decisions() {
        return counts(stock, "SELECT order_id::text, count(*) FROM stock_decision GROUP BY order_id");
    }

    /** How many lines it reserved, by order. */
    Map<String, Long> reservations() {
        return counts(stock, "SELECT order_id::text, count(*) FROM stock_reservation GROUP BY order_id");
    }

    /** How often an order entered a final state. */
    Map<String, Long> endings() {
        return counts(orders, """
                SELECT id, count(*) FROM entrega.transition
                WHERE resource = 'orders' AND to_state IN ('confirmed', 'rejected') GROUP BY id""");
    }

    /** When each order that is in a final state entered it. */
    Map<String, Instant> ended() {
        return orders
                .rows(
                        "SELECT id::text, changed_at FROM orders WHERE lower(state) IN ('confirmed', 'rejected')",
                        row -> Map.entry(row.getString(1), row.getTimestamp(2).toInstant()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    long orders() {
        return orders.number("SELECT count(*) FROM orders");
    }

    /** Orders that have neither a decision nor a final state yet, whichever service is further behind. */
    long unfinished(int accepted) {
        long decided = stock.number("SELECT count(DISTINCT order_id) FROM stock_decision");
        long ended = orders.number("SELECT count(*) FROM orders WHERE lower(state) IN ('confirmed', 'rejected')");
        return accepted - Math.min(decided, ended);
    }

    /** Events that the broker has confirmed, in how many versions so ever. */
    long published() {
        return both("SELECT count(DISTINCT (source, event_id)) FROM entrega.outbox WHERE published_at IS NOT NULL");
    }

    /** Outbox rows that the broker has not confirmed yet; parked ones wait for somebody, not for the broker. */
    long unpublished() {
        return both("SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL AND parked_reason IS NULL");
    }

    /** Outbox rows that can't be sent, with the reason. */
    List<String> parked() {
        String sql =
                "SELECT type || ' ' || event_id || ': ' || parked_reason FROM entrega.outbox WHERE parked_reason IS NOT NULL";
        return inBoth(sql, row -> row.getString(1));
    }

    long handled() {
        return both("SELECT count(*) FROM entrega.inbox");
    }

    long duplicates() {
        return both("SELECT coalesce(sum(duplicates), 0) FROM entrega.inbox");
    }

    long deadLettered() {
        return both("SELECT count(*) FROM entrega.dead_letter");
    }

    /** The subjects of dead-lettered events: the orders that are not lost but wait for somebody. */
    List<String> deadLetteredOrders() {
        return inBoth("SELECT subject FROM entrega.dead_letter", row -> row.getString(1));
    }

    /** Every revision that the orders API has committed: it counts them at the product, without gaps. */
    Set<Revision> pricesCommitted() {
        return revisions(orders, "SELECT sku, generate_series(1, price_revision) FROM product");
    }

    Set<Revision> pricesHandled() {
        return revisions(stock, "SELECT sku, revision FROM price_history");
    }

    Set<Revision> pricesHandledTwice() {
        return revisions(stock, "SELECT sku, revision FROM price_history GROUP BY sku, revision HAVING count(*) > 1");
    }

    /** Those before which a later one had its effect. */
    Set<Revision> pricesReordered() {
        return revisions(stock, """
                SELECT sku, revision
                FROM (SELECT sku, revision, max(revision) OVER (PARTITION BY sku ORDER BY position) AS newest
                      FROM price_history) AS history
                WHERE revision < newest""");
    }

    /** And what waits behind them. */
    Set<Revision> pricesDeadLettered() {
        return revisions(stock, """
                SELECT subject, (body::jsonb #>> '{data,revision}')::bigint
                FROM entrega.dead_letter WHERE type = 'price.changed.v1'
                UNION ALL
                SELECT subject, (body::jsonb #>> '{data,revision}')::bigint
                FROM entrega.held WHERE type = 'price.changed.v1'""");
    }

    private static Set<Revision> revisions(Database database, String sql) {
        return Set.copyOf(database.rows(sql, row -> new Revision(row.getString(1), row.getLong(2))));
    }

    /** One in 20 of the events that the orders API has published, and of each type at least the first. */
    List<StoredEvent> sampleOfOrders() {
        return orders.rows(SAMPLE, Ledger::event);
    }

    /** The same of the stock service. */
    List<StoredEvent> sampleOfStock() {
        return stock.rows(SAMPLE, Ledger::event);
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    private <T> List<T> inBoth(String sql, Row<T> row) {
        return Stream.of(orders, stock)
                .flatMap(database -> database.rows(sql, row).stream())
                .toList();
    }

    private long both(String sql) {
        return orders.number(sql) + stock.number(sql);
    }

    private static Map<String, Long> counts(Database database, String sql) {
        return database.rows(sql, row -> Map.entry(row.getString(1), row.getLong(2))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
