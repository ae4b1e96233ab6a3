package dev.entrega.consumer;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into a service's database from outside, as an operator with psql would. */
public final class TestDatabase {

    private final String url;

    /** @param url as {@code postgres://user:password@host:port/name} */
    public TestDatabase(String url) {
        var uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        this.url = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath() + "?user=" + user[0]
                + "&password=" + user[1];
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    public long count(String sql, Object... arguments) {
        return Long.parseLong(rows(sql, arguments).getFirst());
    }

    public long effects(String subject) {
        return count("SELECT count(*) FROM effect WHERE handler = 'scripted' AND subject = ?", subject);
    }

    void execute(String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows, their columns joined by a bar. */
    public List<String> rows(String sql, Object... arguments) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            var rows = new ArrayList<String>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var columns = new ArrayList<String>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(result.getObject(i)));
                    }
                    rows.add(String.join("|", columns));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
