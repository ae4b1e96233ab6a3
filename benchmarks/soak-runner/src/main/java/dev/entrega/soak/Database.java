package dev.entrega.soak;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database, to look into and to write to, by a way that no fault meets. Thread-safe. */
final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    private static final int BATCH = 1000;

    private final HikariDataSource pool;

    /** Of a service: it may be down, and the next look comes. */
    Database(String url) {
        this(url, Duration.ofSeconds(5));
    }

    /**
     * @param url {@code postgres://user:password@host:port/name}
     * @param patience how long is waited for a connection
     */
    Database(String url, Duration patience) {
        var uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath());
        config.setUsername(user[0]);
        config.setPassword(user[1]);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(patience.toMillis());
        config.addDataSourceProperty("ApplicationName", "soak");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool = new HikariDataSource(config);
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T with(Work<T> work) throws SQLException {
        try (var connection = pool.getConnection()) {
            return work.on(connection);
        }
    }

    /** Several statements at once, without parameters. */
    void run(String sql) throws SQLException {
        with(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return with(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                set(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    <T> List<T> rows(String sql, Row<T> reading) throws SQLException {
        return with(connection -> {
            try (var statement = connection.prepareStatement(sql);
                    var row = statement.executeQuery()) {
                var rows = new ArrayList<T>();
                while (row.next()) {
                    rows.add(reading.read(row));
                }
                return rows;
            }
        });
    }

    long number(String sql) throws SQLException {
        return rows(sql, row -> row.getLong(1)).getFirst();
    }

    /** Copies what a query answers there into a table here, column by column. */
    void copyFrom(Database other, String query, String table) throws SQLException {
        other.with(from -> with(to -> copy(from, query, to, table)));
    }

    private static long copy(Connection from, String query, Connection to, String table) throws SQLException {
        from.setAutoCommit(false); // Or the driver would fetch all rows at once.
        to.setAutoCommit(false);
        try (var select = from.prepareStatement(query)) {
            select.setFetchSize(BATCH);
            try (var row = select.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                String places = String.join(", ", Collections.nCopies(columns, "?"));
                long copied = 0;
                try (var insert = to.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
                    while (row.next()) {
                        for (int i = 1; i <= columns; i++) {
                            insert.setObject(i, row.getObject(i));
                        }
                        insert.addBatch();
                        if (++copied % BATCH == 0) {
                            insert.executeBatch();
                        }
                    }
                    insert.executeBatch();
                }
                to.commit();
                from.commit();
                return copied;
            }
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
