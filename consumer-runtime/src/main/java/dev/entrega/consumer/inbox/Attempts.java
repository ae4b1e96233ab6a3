package dev.entrega.consumer.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * How often an event has failed in a handler. Counted here and not by SQS, whose receive count also counts give-backs
 * and messages that no handler ever saw. Thread-safe.
 */
public final class Attempts {

    /**
     * What is known of an event's failures.
     *
     * @param age the time since the first, by the database's clock
     */
    public record Failures(int count, Instant first, Instant last, Duration age) {}

    /**
     * Writes down one more failure. Not in the handler's transaction, which has been rolled back.
     *
     * @param receives how often the message has been received
     */
    public Failures record(Connection connection, EventKey key, String error, int receives) throws SQLException {
        String sql = """
            INSERT INTO entrega.attempt AS a (handler, source, event_id, last_error, receives)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (handler, source, event_id) DO UPDATE
               SET attempts = a.attempts + 1, last_at = clock_timestamp(), last_error = excluded.last_error,
                   receives = excluded.receives
            RETURNING attempts, first_at, last_at, extract(epoch FROM last_at - first_at) * 1000""";
        try (var statement = connection.prepareStatement(sql)) {
            setKey(statement, key);
            statement.setString(4, error.replace('\0', ' ')); // PostgreSQL stores no NUL.
            statement.setInt(5, receives);
            try (var row = statement.executeQuery()) {
                row.next();
                return new Failures(
                        row.getInt(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        Duration.ofMillis(row.getLong(4)));
            }
        }
    }

    /** Up to which receive of its message it is known how the run ended; 0 if of none. */
    public int settledReceives(Connection connection, EventKey key) throws SQLException {
        String sql = "SELECT receives FROM entrega.attempt WHERE handler = ? AND source = ? AND event_id = ?";
        try (var query = connection.prepareStatement(sql)) {
            setKey(query, key);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    /**
     * Writes down that it is run although a process may have died of it. Committed before the run: if that ends the
     * process, this is what is left of it.
     *
     * @return how often, this time included
     */
    public int suspect(Connection connection, EventKey key) throws SQLException {
        String sql = """
            INSERT INTO entrega.attempt AS a (handler, source, event_id, attempts, last_error, crashes)
            VALUES (?, ?, ?, 0, 'its process may have died of it', 1)
            ON CONFLICT (handler, source, event_id) DO UPDATE
               SET crashes = a.crashes + 1, last_at = clock_timestamp()
            RETURNING crashes""";
        try (var statement = connection.prepareStatement(sql)) {
            setKey(statement, key);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Writes down that it was received and has not been run. */
    public void settle(Connection connection, EventKey key, int receives) throws SQLException {
        String sql = """
            INSERT INTO entrega.attempt (handler, source, event_id, attempts, last_error, receives)
            VALUES (?, ?, ?, 0, 'received and given back without a run', ?)
            ON CONFLICT (handler, source, event_id) DO UPDATE SET receives = excluded.receives""";
        try (var statement = connection.prepareStatement(sql)) {
            setKey(statement, key);
            statement.setInt(4, receives);
            statement.executeUpdate();
        }
    }

    /** Takes a suspicion back: the run came to no end, but the process lives. */
    public void acquit(Connection connection, EventKey key, int receives) throws SQLException {
        String sql = """
            UPDATE entrega.attempt SET crashes = crashes - 1, receives = ?
             WHERE handler = ? AND source = ? AND event_id = ?""";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, receives);
            statement.setString(2, key.handler());
            statement.setString(3, key.source());
            statement.setString(4, key.eventId());
            statement.executeUpdate();
        }
    }

    private static void setKey(PreparedStatement statement, EventKey key) throws SQLException {
        statement.setString(1, key.handler());
        statement.setString(2, key.source());
        statement.setString(3, key.eventId());
    }

    /**
     * Forgets the failures of what has succeeded or become a dead letter, and that an older instance knew no handler for
     * it.
     */
    public void clear(Connection connection, EventKey key) throws SQLException {
        String sql = "DELETE FROM entrega.attempt WHERE handler IN (?, ?) AND source = ? AND event_id = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.handler());
            statement.setString(2, EventKey.NO_HANDLER);
            statement.setString(3, key.source());
            statement.setString(4, key.eventId());
            statement.executeUpdate();
        }
    }
}
