package dev.entrega.marketplace.order;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code order_line}. A line's currency is its order's. */
@Singleton
final class OrderLines {

    void insert(Connection connection, String orderId, List<Order.Line> lines) throws SQLException {
        String sql = """
            INSERT INTO order_line (order_id, position, sku, quantity, unit_amount) VALUES (?, ?, ?, ?, ?)""";
        try (var insert = connection.prepareStatement(sql)) {
            for (int position = 0; position < lines.size(); position++) {
                Order.Line line = lines.get(position);
                insert.setString(1, orderId);
                insert.setInt(2, position);
                insert.setString(3, line.sku());
                insert.setLong(4, line.quantity());
                insert.setLong(5, line.unitPrice().amount());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The same orders in the same sequence, with their lines. */
    List<Order> addTo(Connection connection, List<Order> orders) throws SQLException {
        Map<String, List<Order.Line>> lines = new HashMap<>();
        Map<String, String> currencies = new HashMap<>();
        orders.forEach(order -> currencies.put(order.id(), order.total().currency()));
        String sql = """
            SELECT order_id, sku, quantity, unit_amount FROM order_line
             WHERE order_id = ANY (?) ORDER BY order_id, position""";
        try (var select = connection.prepareStatement(sql)) {
            select.setArray(
                    1, connection.createArrayOf("text", currencies.keySet().toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString(1);
                    var price = new Money(rows.getLong(4), currencies.getOrDefault(id, ""));
                    lines.computeIfAbsent(id, none -> new ArrayList<>())
                            .add(new Order.Line(rows.getString(2), rows.getLong(3), price));
                }
            }
        }
        return orders.stream()
                .map(order -> order.with(lines.getOrDefault(order.id(), List.of())))
                .toList();
    }
}
