package dev.entrega.consumer.inbox;

import java.sql.Connection;
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

    /** Writes down one more failure. Not in the handler's transaction, which has been rolled back. */
    public Failures record(Connection connection, EventKey key, String error) throws SQLException {
        String sql = """
            INSERT INTO entrega.attempt AS a (handler, source, event_id, last_error)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (handler, source, event_id) DO UPDATE
               SET attempts = a.attempts + 1, last_at = clock_timestamp(), last_error = excluded.last_error
            RETURNING attempts, first_at, last_at, extract(epoch FROM last_at - first_at) * 1000""";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.handler());
            statement.setString(2, key.source());
            statement.setString(3, key.eventId());
            statement.setString(4, error.replace('\0', ' ')); // PostgreSQL stores no NUL.
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
