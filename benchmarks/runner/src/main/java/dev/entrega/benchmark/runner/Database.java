package dev.entrega.benchmark.runner;

import dev.entrega.local.LocalPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** PostgreSQL as in production, and in it a database for each that is measured. */
final class Database implements AutoCloseable {

    private static final String OWN = "bench";

    private final LocalPostgres postgres;

    private Database(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    static Database start() {
        return new Database(LocalPostgres.start());
    }

    /** @return its URL, as a PaaS gives it */
    String fresh(String name) {
        return postgres.freshDatabase("bench_" + name);
    }

    void execute(String url, String sql) throws SQLException {
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String url, String sql) throws SQLException {
        try (var connection = connect(url);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new SQLException("no row for " + sql);
            }
            return row.getLong(1);
        }
    }

    /** The process that all others of the server are children of. */
    long postmaster() throws SQLException, IOException {
        String url = postgres.database(OWN);
        try (var connection = connect(url);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            if (!row.next()) {
                throw new SQLException("PostgreSQL doesn't tell its process");
            }
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .map(ProcessHandle::pid)
                    .orElseThrow(() -> new IOException("PostgreSQL is not on this machine"));
        }
    }

    private static Connection connect(String url) throws SQLException {
        var uri = URI.create(url);
        String[] user = uri.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), user[0], user[1]);
    }

    /** All that was measured has to be on disk first, and that takes longer than a server is given to stop. */
    @Override
    public void close() {
        try {
            execute(postgres.database(OWN), "CHECKPOINT");
        } catch (SQLException e) {
            Lab.say("PostgreSQL could not write everything down: " + e.getMessage());
        } finally {
            postgres.close();
        }
    }
}
