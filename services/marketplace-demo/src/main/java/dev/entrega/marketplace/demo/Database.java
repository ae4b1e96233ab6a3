package dev.entrega.marketplace.demo;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A service's database, to look into.
 *
 * @param url as the service gets it, {@code postgres://user:password@host:port/name}
 */
public record Database(String url) {

    /** Reads one row of an answer. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The only number that the query answers. */
    public long number(String sql) {
        return rows(sql, row -> row.getLong(1)).getFirst();
    }

    <T> List<T> rows(String sql, Row<T> row) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(row.read(answer));
            }
            return rows;
        } catch (SQLException e) {
            throw MarketplaceException.unreachable(
                    "the database " + name() + " does not answer (" + e.getMessage()
                            + "): is PostgreSQL still running, are the tables as expected?",
                    e);
        }
    }

    /** The same place as the JDBC driver wants it. */
    public String jdbcUrl() {
        URI uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        return "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath() + "?user=" + user[0]
                + "&password=" + (user.length > 1 ? user[1] : "");
    }

    private String name() {
        return URI.create(url).getPath().substring(1);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Database[" + name() + "]";
    }
}
