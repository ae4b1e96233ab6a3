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
    private static final String COLUMNS = "id, state, buyer_name, buyer_email, buyer_address, total_amount, currency,"
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
    Order place(PlaceOrder.Buyer buyer, List<Order.Line> ordered) throws SQLException {
        Money total = ordered.stream()
                .map(line -> line.unitPrice().times(line.quantity()))
                .reduce(Money::plus)
                .orElseThrow();
        String sql = """
            INSERT INTO orders (id, state, buyer_name, buyer_email, buyer_address, total_amount, currency)
            VALUES (?, ?, ?, ?, ?, ?, ?)
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
            try (var rows = insert.executeQuery()) {
                rows.next();
                Order order = order(rows, ordered);
                lines.insert(connection, id, ordered);
                return order;
            }
        }
    }

    Optional<Order> find(String id) throws SQLException {
        return find(id, "");
    }

    /** Finds an order and keeps it as it is until the end of the transaction. */
    Optional<Order> lock(String id) throws SQLException {
        return find(id, " FOR UPDATE");
    }

    private Optional<Order> find(String id, String locking) throws SQLException {
        String sql = "SELECT " + COLUMNS + " FROM orders WHERE id = ?" + locking;
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            return read(connection, select.executeQuery()).stream().findFirst();
        }
    }

    /**
     * The newest orders first.
     *
     * @param before only older ones than the order of this id, {@code null} to begin with the newest
     */
    List<Order> page(int limit, @Nullable String before) throws SQLException {
        String sql = """
            SELECT %s FROM orders WHERE id < coalesce(?, 'g') ORDER BY id DESC LIMIT ?""".formatted(COLUMNS);
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, before);
            select.setInt(2, limit);
            return read(connection, select.executeQuery());
        }
    }

    /** Brings an order into a state if the workflow allows it from where it is. */
    Transition advance(String id, OrderState to) throws SQLException {
        try (var connection = database.getConnection()) {
            Optional<OrderState> from = lockState(connection, id);
            if (from.isEmpty()) {
                return new Transition.UnknownOrder();
            }
            if (!update(connection, id, to)) {
                return new Transition.Refused(from.get());
            }
            append(connection, id, from.get(), to);
            return new Transition.Made();
        }
    }

    private static Optional<OrderState> lockState(Connection connection, String id) throws SQLException {
        try (var select = connection.prepareStatement("SELECT state FROM orders WHERE id = ? FOR UPDATE")) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(OrderState.of(rows.getString(1))) : Optional.empty();
            }
        }
    }

    private static boolean update(Connection connection, String id, OrderState to) throws SQLException {
        String sql = """
            UPDATE orders SET state = ?, version = version + 1, changed_at = clock_timestamp()
             WHERE id = ? AND state = ANY (?)""";
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, to.text());
            update.setString(2, id);
            Object[] from = to.previous().stream().map(OrderState::text).toArray();
            update.setArray(3, connection.createArrayOf("text", from));
            return update.executeUpdate() == 1;
        }
    }

    private static void append(Connection connection, String id, OrderState from, OrderState to) throws SQLException {
        String sql = "INSERT INTO order_transition (order_id, from_state, to_state) VALUES (?, ?, ?)";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setString(2, from.text());
            insert.setString(3, to.text());
            insert.executeUpdate();
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
                new PlaceOrder.Buyer(
                        row.getString("buyer_name"), row.getString("buyer_email"), row.getString("buyer_address")),
                lines,
                new Money(row.getLong("total_amount"), row.getString("currency")),
                row.getInt("version"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
