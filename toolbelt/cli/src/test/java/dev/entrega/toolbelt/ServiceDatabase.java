package dev.entrega.toolbelt;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.runtime.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The database of a service that doesn't run, with the platform's tables. */
record ServiceDatabase(String url) {

    static ServiceDatabase migrated() {
        return migrated("messaging", "consumer");
    }

    /** Of a service that uses those parts of the platform. */
    static ServiceDatabase migrated(String... modules) {
        var database = new ServiceDatabase(SharedCloud.freshDatabase("tools"));
        var address = DatabaseUrl.parse(database.url());
        for (String module : modules) {
            var configuration = Flyway.configure();
            // As a release does it: indexes are built while others write.
            configuration
                    .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                    .setTransactionalLock(false);
            configuration
                    .dataSource(address.jdbcUrl(), address.user(), address.password())
                    .schemas("entrega")
                    .createSchemas(true)
                    .table(module + "_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .locations("classpath:entrega/" + module + "/db")
                    .load()
                    .migrate();
        }
        return database;
    }

    Connection connect() throws SQLException {
        var address = DatabaseUrl.parse(url);
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    int execute(String sql, Object... parameters) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    long count(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** A dead letter of the handler reserve-stock. */
    void deadLetter(String eventId, String reason, String detail) throws SQLException {
        execute("""
            INSERT INTO entrega.dead_letter
                   (handler, source, event_id, type, subject, reason, detail, attempts, first_failed_at, last_failed_at,
                    body, attributes)
            VALUES ('reserve-stock', '/orders-api', ?, 'order.placed.v1', 'o-' || ?, ?, ?, 5, now(), now(), ?, '{}')""", eventId, eventId, reason, detail, """
                {"specversion":"1.0","id":"%s","source":"/orders-api","type":"order.placed.v1","subject":"o",
                 "time":"2026-01-01T00:00:00Z","data":{"buyer":{"email":"someone@example.org"},"surprise":1}}""".formatted(eventId));
    }
}
