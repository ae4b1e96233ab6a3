package dev.entrega.consumer.deadletter;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes dead letters out that hold a group, so that what they held goes on in the same transaction. Thread-safe. */
final class GroupedLetters {

    private final Holds holds;

    GroupedLetters(Holds holds) {
        this.holds = holds;
    }

    interface TakingOut {
        /** @param inGroup whether it holds one */
        boolean take(boolean inGroup) throws SQLException;
    }

    /** @return what the taking says */
    boolean takeOut(Connection connection, long id, TakingOut taking) throws SQLException {
        String sql = "SELECT queue, group_id FROM entrega.dead_letter WHERE id = ? AND group_id IS NOT NULL";
        String queue;
        String group;
        try (var query = connection.prepareStatement(sql)) {
            query.setLong(1, id);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    return taking.take(false);
                }
                queue = row.getString(1);
                group = row.getString(2);
            }
        }
        return OneTransaction.of(connection, () -> {
            holds.lock(connection, queue, group);
            boolean taken = taking.take(true);
            holds.released(connection, queue, group);
            return taken;
        });
    }

    /** Has one wait at its place, from where it is sent when nothing is before it. */
    static boolean line(Connection connection, long id, String who, @Nullable String was, @Nullable String body)
            throws SQLException {
        String sql = """
            WITH back AS (
                DELETE FROM entrega.dead_letter WHERE id = ? AND (?::text IS NULL OR body = ?)
             RETURNING handler, source, event_id, type, subject, body, reason, detail, queue, group_id, place),
            line AS (
                INSERT INTO entrega.held (queue, group_id, place, source, event_id, type, subject, body)
                SELECT queue, group_id, place, source, event_id, type, subject, coalesce(?, body) FROM back
                    ON CONFLICT (queue, group_id, place) DO UPDATE SET again = true, body = excluded.body)
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail)
            SELECT ?, 'redrive', handler, source, event_id, reason || ': ' || detail FROM back""";
        try (var redrive = connection.prepareStatement(sql)) {
            redrive.setLong(1, id);
            redrive.setString(2, was);
            redrive.setString(3, was);
            redrive.setString(4, body);
            redrive.setString(5, who);
            return redrive.executeUpdate() == 1;
        }
    }
}
