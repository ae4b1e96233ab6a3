package dev.entrega.consumer.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

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
            throw refused(e, key);
        }
    }

    /**
     * Claims several events of one handler at once, as {@link #claim} does one.
     *
     * @return those that are to be handled
     */
    public Set<EventKey> claimAll(Connection connection, Collection<EventKey> keys) throws SQLException {
        // In one order in all transactions, so that two of them can't wait for each other.
        var sorted = keys.stream()
                .sorted(Comparator.comparing(EventKey::source).thenComparing(EventKey::eventId))
                .toList();
        String sql = """
            INSERT INTO entrega.inbox (handler, source, event_id)
            SELECT k.handler, k.source, k.event_id
              FROM unnest(?, ?, ?) WITH ORDINALITY AS k (handler, source, event_id, nr)
             WHERE set_config('idle_in_transaction_session_timeout', '0', true) IS NOT NULL
               AND NOT EXISTS (SELECT FROM entrega.dead_letter AS d
                                WHERE (d.handler, d.source, d.event_id) = (k.handler, k.source, k.event_id))
             ORDER BY k.nr
                ON CONFLICT DO NOTHING
            RETURNING handler, source, event_id""";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, texts(connection, sorted.stream().map(EventKey::handler)));
            statement.setArray(2, texts(connection, sorted.stream().map(EventKey::source)));
            statement.setArray(3, texts(connection, sorted.stream().map(EventKey::eventId)));
            try (var rows = statement.executeQuery()) {
                var claimed = new HashSet<EventKey>();
                while (rows.next()) {
                    claimed.add(new EventKey(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
                return claimed;
            }
        } catch (SQLException e) {
            throw refused(e, sorted.getFirst());
        }
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static SQLException refused(SQLException refusal, EventKey key) {
        if (LOCK_NOT_AVAILABLE.equals(refusal.getSQLState())) {
            throw new EventInHandException(key, refusal);
        }
        return refusal;
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
