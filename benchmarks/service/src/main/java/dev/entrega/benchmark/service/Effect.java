package dev.entrega.benchmark.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What handling an order does to the tables: one of ten thousand rows is changed. Events that are in hand at the same time
 * change different rows, so that nothing waits for a lock.
 */
final class Effect {

    private static final int ROWS = 10_000;
    private static final int DIGITS = 8;

    private Effect() {}

    static int rowOf(String eventId) {
        return rowOf(HexFormat.fromHexDigits(eventId, eventId.length() - DIGITS, eventId.length()));
    }

    static int rowOf(long number) {
        return (int) Math.floorMod(number, (long) ROWS);
    }

    static void change(Connection connection, int row, long amount) throws SQLException {
        String sql = "UPDATE benchmark.turnover SET orders = orders + 1, amount = amount + ? WHERE id = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, amount);
            update.setInt(2, row);
            update.executeUpdate();
        }
    }

    /** In one statement. */
    static void changeAll(Connection connection, List<Integer> rows, List<Long> amounts) throws SQLException {
        String sql = """
            UPDATE benchmark.turnover SET orders = orders + 1, amount = benchmark.turnover.amount + change.amount
              FROM unnest(?, ?) AS change (id, amount) WHERE turnover.id = change.id""";
        try (var update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("int", rows.toArray()));
            update.setArray(2, connection.createArrayOf("bigint", amounts.toArray()));
            int changed = update.executeUpdate();
            if (changed != rows.size()) {
                throw new SQLException(changed + " rows changed instead of " + rows + " " + Arrays.asList(amounts));
            }
        }
    }
}
