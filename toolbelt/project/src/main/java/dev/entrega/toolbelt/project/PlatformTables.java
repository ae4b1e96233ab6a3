package dev.entrega.toolbelt.project;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which of the platform's tables a service has: one that handles nothing has no inbox, and one that was never released
 * has none at all.
 */
public final class PlatformTables {

    private PlatformTables() {}

    /** Whether what it publishes stands here. */
    public static boolean ofPublisher(Connection connection) throws SQLException {
        return exists(connection, "outbox");
    }

    /** Whether inbox, attempts, dead letters and audit stand here. */
    public static boolean ofConsumer(Connection connection) throws SQLException {
        return exists(connection, "audit"); // the youngest of them
    }

    /** Whether there is a table of that name in the platform's schema. */
    public static boolean exists(Connection connection, String table) throws SQLException {
        try (var query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, "entrega." + table);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
