package dev.entrega.marketplace.deploys;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service's database, to look into.
 *
 * @param url as the service gets it, {@code postgres://user:password@host:port/name}
 */
record Database(String url) {

    /** The rows of an answer of two columns, a text and a number. */
    Map<String, Long> numbers(String sql) {
        URI uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
        try (var connection = DriverManager.getConnection(jdbc, user[0], user[1]);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            Map<String, Long> numbers = new TreeMap<>();
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getLong(2));
            }
            return numbers;
        } catch (SQLException e) {
            throw new DeploysException(this + " does not answer (" + e.getMessage() + ")", e);
        }
    }

    /** The only number that the query answers. */
    long number(String sql) {
        return numbers("SELECT 'number', (" + sql + ")").values().iterator().next();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Database[" + URI.create(url).getPath().substring(1) + "]";
    }
}
