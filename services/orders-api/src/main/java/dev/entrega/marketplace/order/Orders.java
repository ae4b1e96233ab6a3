package dev.entrega.marketplace.order;

import dev.entrega.messaging.TimeOrderedIds;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The tables of orders. Every method is part of its caller's transaction. Thread-safe. */
@Singleton
final class Orders {
    private static final String COLUMNS =
            "id, state, channel, buyer_name, buyer_email, buyer_address, total_amount, currency,"
                    + " version, placed_at, changed_at";

    private final DataSource database;
    private final OrderLines lines;
    private final TimeOrderedIds ids;

    Orders(DataSource database, OrderLines lines, TimeOrderedIds ids) {
        this.database = database;
        this.lines = lines;
        this.ids = ids;
    }

    /** Writes a new order in state {@code placed}. */
    Order place(Origin origin, PlaceOrder.Buyer buyer, List<Order.Line> ordered) throws SQLException {
        Money total = ordered.stream()
                .map(line -> line.unitPrice().times(line.quantity()))
                .reduce(Money::plus)
                .orElseThrow();
        String sql = """
            INSERT INTO orders (id, state, buyer_name, buyer_email, buyer_address, total_amount, currency, channel,
                                reference)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING %s""".formatted(COLUMNS);
        String id = ids.next();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setString(2, OrderState.PLACED.text());
            insert.setString(3, buyer.name());
            insert.setString(4, buyer.email());
            insert.setString(5, buyer.address());
            insert.setLong(6, total.amount());
            insert.setString(7, total.currency());
            insert.setString(8, origin.channel());
            insert.setString(9, origin.reference());
            try (var rows = insert.executeQuery()) {
                rows.next();
                Order order = order(rows, ordered);
                lines.insert(connection, id, ordered);
                return order;
            }
        }
    }

    /** Whether a partner's order has become one of ours. */
    boolean isPlaced(String channel, String reference) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT 1 FROM orders WHERE channel = ? AND reference = ?")) {
            select.setString(1, channel);
            select.setString(2, reference);
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    Optional<Order> find(String id) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM orders WHERE id = ?";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            return read(connection, select.executeQuery()).stream().findFirst();
        }
    }

    /** @throws NoSuchElementException if it isn't there */
    Order get(String id) throws SQLException {
        return find(id).orElseThrow();
    }

    /**
     * The newest orders first.
     *
     * @param before only older ones than the order of this id, {@code null} to begin with the newest
     * @param state only those that are in it, {@code null} for all
     */
    List<Order> page(int limit, @Nullable String before, @Nullable OrderState state) throws SQLException {
        String inState = state == null ? "" : "AND state = '" + state.text() + "'";
        String sql = """
            SELECT %s FROM orders WHERE id < coalesce(?, 'g') %s ORDER BY id DESC LIMIT ?""".formatted(COLUMNS, inState);
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, before);
            select.setInt(2, limit);
            return read(connection, select.executeQuery());
        }
    }

    private List<Order> read(Connection connection, ResultSet rows) throws SQLException {
        var orders = new ArrayList<Order>();
        try (rows) {
            while (rows.next()) {
                orders.add(order(rows, List.of()));
            }
        }
        return lines.addTo(connection, orders);
    }

    private static Order order(ResultSet row, List<Order.Line> lines) throws SQLException {
        return new Order(
                row.getString("id"),
                OrderState.of(row.getString("state")),
                row.getString("channel"),
                new PlaceOrder.Buyer(
                        row.getString("buyer_name"), row.getString("buyer_email"), row.getString("buyer_address")),
                lines,
                new Money(row.getLong("total_amount"), row.getString("currency")),
                row.getInt("version"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
