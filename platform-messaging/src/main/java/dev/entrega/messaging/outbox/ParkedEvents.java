package dev.entrega.messaging.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators see and do of the rows of an outbox that are parked. Each method is one statement on the caller's
 * connection, and writes down who did it. Thread-safe.
 */
public final class ParkedEvents {

    private static final String WRITTEN_DOWN = """
        INSERT INTO entrega.outbox_audit (who, action, event_id, source, type, detail)
        SELECT ?, ?, event_id, source, type, ? || parked_reason FROM parked""";

    /**
     * The oldest first.
     *
     * @param type null for all types
     * @param afterId where the page before ended, 0 for the first
     */
    public List<ParkedEvent> find(Connection connection, @Nullable String type, long afterId, int limit)
            throws SQLException {
        String sql = """
            SELECT position, created_at, event_id, source, type, subject, coalesce(queue, noun, type), parked_reason, attempts
              FROM entrega.outbox
             WHERE parked_reason IS NOT NULL AND (?::text IS NULL OR type = ?) AND position > ?
             ORDER BY position LIMIT ?""";
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, type);
            query.setString(2, type);
            query.setLong(3, afterId);
            query.setInt(4, limit);
            try (var row = query.executeQuery()) {
                var found = new ArrayList<ParkedEvent>();
                while (row.next()) {
                    found.add(new ParkedEvent(
                            row.getLong(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getInt(9)));
                }
                return found;
            }
        }
    }

    /**
     * Has the relay try one again from the beginning.
     *
     * @param who for the audit
     * @return false if it is not there, or not parked any more
     */
    public boolean release(Connection connection, long id, String who) throws SQLException {
        String sql = """
            WITH parked AS (
                SELECT position, event_id, source, type, parked_reason FROM entrega.outbox
                 WHERE position = ? AND parked_reason IS NOT NULL FOR UPDATE),
            released AS (
                UPDATE entrega.outbox SET parked_reason = NULL, attempts = 0, due_at = clock_timestamp()
                 WHERE position IN (SELECT position FROM parked))
            """ + WRITTEN_DOWN;
        return decide(connection, sql, id, who, "release", "");
    }

    /**
     * Throws one away: no reader gets it.
     *
     * @param who for the audit, as is why
     * @return false if it is not there, or not parked any more
     */
    public boolean discard(Connection connection, long id, String who, String why) throws SQLException {
        String sql = """
            WITH parked AS (
                DELETE FROM entrega.outbox WHERE position = ? AND parked_reason IS NOT NULL
             RETURNING event_id, source, type, parked_reason)
            """ + WRITTEN_DOWN;
        return decide(connection, sql, id, who, "discard", why + ": ");
    }

    private static boolean decide(Connection connection, String sql, long id, String who, String action, String before)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.setString(2, who);
            statement.setString(3, action);
            statement.setString(4, before);
            return statement.executeUpdate() == 1;
        }
    }
}
