package dev.entrega.consumer.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The table of handled events. A claim is a row of the handler's own transaction, so it stands exactly if the effect
 * stands; there is no "in progress" that a crash could leave behind. Thread-safe.
 */
public final class Inbox {

    private static final String LOCK_NOT_AVAILABLE = "55P03"; // PostgreSQL, appendix A

    /**
     * Claims an event for the transaction of this connection. Comes first in it: a second consumer of the same event
     * waits here for the first, and goes on only if that rolls back.
     *
     * <p>Also lifts the session's limit for idling in a transaction, in this one: a handler may take its time.
     *
     * @return false if the event has been handled, or is a dead letter of this handler: then nothing is to be done
     * @throws EventInHandException if the first one takes longer than {@code lock_timeout}
     */
    public boolean claim(Connection connection, EventKey key) throws SQLException {
        String sql = """
            INSERT INTO entrega.inbox (handler, source, event_id)
            SELECT k.handler, k.source, k.event_id
              FROM (VALUES (?, ?, ?)) AS k (handler, source, event_id)
             WHERE set_config('idle_in_transaction_session_timeout', '0', true) IS NOT NULL
               AND NOT EXISTS (SELECT FROM entrega.dead_letter AS d
                                WHERE (d.handler, d.source, d.event_id) = (k.handler, k.source, k.event_id))
                ON CONFLICT DO NOTHING""";
        try {
            return update(connection, sql, key) == 1;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new EventInHandException(key, e);
            }
            throw e;
        }
    }

    /** Whether the event has been handled, or is a dead letter of this handler. */
    public boolean hasEnded(Connection connection, EventKey key) throws SQLException {
        String sql = """
            SELECT EXISTS (SELECT FROM entrega.inbox WHERE (handler, source, event_id) = (k.handler, k.source, k.event_id))
                OR EXISTS (SELECT FROM entrega.dead_letter
                            WHERE (handler, source, event_id) = (k.handler, k.source, k.event_id))
              FROM (VALUES (?, ?, ?)) AS k (handler, source, event_id)""";
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, key.handler());
            query.setString(2, key.source());
            query.setString(3, key.eventId());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Counts a delivery of what had been handled already. */
    public void countDuplicate(Connection connection, EventKey key) throws SQLException {
        String sql = """
            UPDATE entrega.inbox SET duplicates = duplicates + 1
             WHERE handler = ? AND source = ? AND event_id = ?""";
        update(connection, sql, key);
    }

    private static int update(Connection connection, String sql, EventKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.handler());
            statement.setString(2, key.source());
            statement.setString(3, key.eventId());
            return statement.executeUpdate();
        }
    }
}
