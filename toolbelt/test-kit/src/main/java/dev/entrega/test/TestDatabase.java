package dev.entrega.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * The service's database as an operator with psql sees it: over connections of its own, outside every transaction of the
 * service, so that it shows what is committed. Thread-safe.
 */
public final class TestDatabase {

    private final DataSource pool;

    TestDatabase(DataSource pool) {
        this.pool = pool;
    }

    /** A connection that commits each statement; to be closed. (The bean {@code DataSource} joins a transaction.) */
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    /** The number that a query answers, as of {@code SELECT count(*) FROM …}. */
    public long count(String sql, Object... arguments) {
        return Long.parseLong(rows(sql, arguments).getFirst());
    }

    /** The rows that a query answers, their columns joined by {@code |}; NULL is {@code null}. */
    public List<String> rows(String sql, Object... arguments) {
        return execute(sql, arguments, statement -> {
            var rows = new ArrayList<String>();
            try (var result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(String.valueOf(result.getString(column)));
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        });
    }

    /** Changes rows, and says how many. */
    public int update(String sql, Object... arguments) {
        return execute(sql, arguments, PreparedStatement::executeUpdate);
    }

    private interface Use<R> {
        R of(PreparedStatement statement) throws SQLException;
    }

    private <R> R execute(String sql, Object[] arguments, Use<R> use) {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return use.of(statement);
        } catch (SQLException e) {
            String given = IntStream.range(0, arguments.length)
                    .mapToObj(i -> String.valueOf(arguments[i]))
                    .collect(Collectors.joining(", "));
            throw new AssertionError(sql + " [" + given + "]: " + e.getMessage(), e);
        }
    }
}
