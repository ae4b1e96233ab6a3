package dev.entrega.consumer.deadletter;

import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.Fifo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a FIFO queue's groups behind their dead letters. SQS delivers a group in order, but what has become a dead
 * letter is gone from it, and what was sent after it would overtake it. So a dead letter holds its group: whatever comes of
 * it waits in a table. A dead letter that is brought back goes before all that waits behind it, then that follows; one at
 * a time is sent to the queue, and the next when it has ended. When nothing is left, the hold is gone and messages are
 * handled as they come.
 *
 * <p>What changes a group takes the row of its hold first and keeps it to the end of the caller's transaction, so one
 * transaction does so at a time. Thread-safe.
 */
public final class Holds {

    /** What a message of a group is to do. */
    public enum Turn {
        /** It is to be handled: nothing is before it. */
        OWN,
        /** It is to be handled, and {@link #ended} is to be told when it has ended: it was sent again from here. */
        AGAIN,
        /** It waits here now, or is known to: its message may be deleted. */
        LATER
    }

    /** A message of a group, whether or not an event can be read in it. */
    public record Arrival(String queue, Fifo fifo, EventKey key, String type, String subject, String body) {}

    /**
     * A group that is held.
     *
     * @param waiting how many messages wait, those under way included
     * @param underWay whether one of them has been sent to the queue again
     */
    public record Hold(String queue, String group, Instant since, long waiting, boolean underWay) {}

    record UnderWay(@Nullable Long place, @Nullable Long position) {}

    /** Whose turn it is, of a message that was received. */
    public Turn arrived(Connection connection, Arrival arrival) throws SQLException {
        String queue = arrival.queue();
        String group = arrival.fifo().group();
        var hold = lock(connection, queue, group);
        if (hold == null) {
            return Turn.OWN;
        }
        if (hold.position() != null && hold.position().equals(arrival.fifo().position())) {
            return Turn.AGAIN;
        }
        if (isDeadInAHandler(connection, arrival)) {
            return Turn.OWN; // Its other handlers may not be through with it. Those that are know it.
        }
        wait(connection, arrival);
        if (hold.place() == null) {
            sendNext(connection, queue, group);
        }
        return Turn.LATER;
    }

    private static boolean isDeadInAHandler(Connection connection, Arrival arrival) throws SQLException {
        String sql = """
            SELECT EXISTS (SELECT FROM entrega.dead_letter
                            WHERE queue = ? AND group_id = ? AND source = ? AND event_id = ? AND handler <> ?)""";
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, arrival.queue());
            query.setString(2, arrival.fifo().group());
            query.setString(3, arrival.key().source());
            query.setString(4, arrival.key().eventId());
            query.setString(5, EventKey.NO_HANDLER);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** A second copy of what waits or is dead waits for nothing. */
    private static void wait(Connection connection, Arrival arrival) throws SQLException {
        String sql = """
            WITH own (queue, group_id, source, event_id, type, subject, body) AS (VALUES (?, ?, ?, ?, ?, ?, ?)),
            known AS (
                DELETE FROM entrega.attempt AS a USING own
                 WHERE (a.source, a.event_id) = (own.source, own.event_id))
            INSERT INTO entrega.held (queue, group_id, source, event_id, type, subject, body)
            SELECT * FROM own
             WHERE NOT EXISTS (SELECT FROM entrega.held AS h
                                WHERE (h.queue, h.group_id, h.source, h.event_id, h.type)
                                    = (own.queue, own.group_id, own.source, own.event_id, own.type))
               AND NOT EXISTS (SELECT FROM entrega.dead_letter AS d
                                WHERE (d.queue, d.group_id, d.source, d.event_id, d.type)
                                    = (own.queue, own.group_id, own.source, own.event_id, own.type))""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, arrival.queue());
            insert.setString(2, arrival.fifo().group());
            insert.setString(3, arrival.key().source());
            insert.setString(4, arrival.key().eventId());
            insert.setString(5, arrival.type());
            insert.setString(6, arrival.subject());
            insert.setString(7, arrival.body());
            insert.executeUpdate();
        }
    }

    /** What was sent again has ended, as it should or as a dead letter; the next one follows. Safe to repeat. */
    public void ended(Connection connection, String queue, Fifo fifo) throws SQLException {
        var hold = lock(connection, queue, fifo.group());
        if (hold != null
                && hold.place() != null
                && hold.position() != null
                && hold.position().equals(fifo.position())) {
            end(connection, queue, fifo.group(), hold.place());
        }
    }

    private static void end(Connection connection, String queue, String group, long place) throws SQLException {
        String again = "UPDATE entrega.held SET again = false WHERE queue = ? AND group_id = ? AND place = ? AND again";
        if (update(connection, again, queue, group, place) == 0) {
            update(
                    connection,
                    "DELETE FROM entrega.held WHERE queue = ? AND group_id = ? AND place = ?",
                    queue,
                    group,
                    place);
        }
        update(
                connection,
                "UPDATE entrega.hold SET place = NULL, position = NULL WHERE queue = ? AND group_id = ?",
                queue,
                group);
        sendNext(connection, queue, group);
    }

    /**
     * Holds a group for a dead letter that is about to be stored.
     *
     * @param position by which its message is known if it was sent from here
     * @return its place: where it stood if it had one, else behind all that came before
     */
    long hold(Connection connection, String queue, String group, EventKey key, @Nullable Long position)
            throws SQLException {
        String sql = """
            INSERT INTO entrega.hold AS h (queue, group_id) VALUES (?, ?)
                ON CONFLICT (queue, group_id) DO UPDATE SET since = h.since RETURNING place, position""";
        var hold = underWay(connection, sql, queue, group);
        return hold != null && hold.place() != null && isUnderWay(connection, queue, group, hold, key, position)
                ? hold.place()
                : place(connection, queue, group, key);
    }

    /** By its message; or, where SQS moved that aside and it got another, by its event. */
    private static boolean isUnderWay(
            Connection connection, String queue, String group, UnderWay hold, EventKey key, @Nullable Long position)
            throws SQLException {
        if (position != null) {
            return position.equals(hold.position());
        }
        String sql = """
            SELECT EXISTS (SELECT FROM entrega.held
                            WHERE queue = ? AND group_id = ? AND place = ? AND source = ? AND event_id = ?)""";
        try (var query = prepare(connection, sql, queue, group, hold.place(), key.source(), key.eventId());
                var row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** That of the same event's dead letter in another handler, or a new one. */
    private static long place(Connection connection, String queue, String group, EventKey key) throws SQLException {
        String sql = """
            SELECT coalesce((SELECT min(place) FROM entrega.dead_letter
                              WHERE queue = ? AND group_id = ? AND source = ? AND event_id = ?),
                            nextval('entrega.place'))""";
        try (var query = prepare(connection, sql, queue, group, key.source(), key.eventId());
                var row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** A dead letter of that place was stored, so what was under way there has ended. */
    void stored(Connection connection, String queue, String group, long place) throws SQLException {
        var hold = lock(connection, queue, group);
        if (hold != null && hold.place() != null && hold.place() == place) {
            end(connection, queue, group, place);
        }
    }

    /** A dead letter of the group has been taken out: what may go on goes on. */
    void released(Connection connection, String queue, String group) throws SQLException {
        var hold = lock(connection, queue, group);
        if (hold != null && hold.place() == null) {
            sendNext(connection, queue, group);
        }
    }

    /**
     * Sends what is under way once more, for an operator who knows that its message is gone: from a queue that was purged,
     * or an outbox row that was discarded. If it isn't gone, its second copy has no effect.
     *
     * @return false if nothing of the group is under way
     */
    public boolean sendAgain(Connection connection, String queue, String group) throws SQLException {
        return OneTransaction.of(connection, () -> {
            var hold = lock(connection, queue, group);
            if (hold == null || hold.place() == null) {
                return false;
            }
            sendNext(connection, queue, group);
            return true;
        });
    }

    /** The one with the lowest place is sent, unless a dead letter stands before it. With nothing left the hold ends. */
    private static void sendNext(Connection connection, String queue, String group) throws SQLException {
        String sql = """
            WITH next AS (
                SELECT * FROM entrega.held WHERE queue = ? AND group_id = ? ORDER BY place LIMIT 1),
            sent AS (
                INSERT INTO entrega.outbox (event_id, type, source, subject, body, queue, group_id)
                SELECT event_id, type, source, subject, body, queue, group_id FROM next
                 WHERE NOT EXISTS (SELECT FROM entrega.dead_letter AS d
                                    WHERE d.queue = next.queue AND d.group_id = next.group_id AND d.place < next.place)
             RETURNING position)
            UPDATE entrega.hold SET place = next.place, position = sent.position FROM next, sent
             WHERE hold.queue = next.queue AND hold.group_id = next.group_id""";
        if (update(connection, sql, queue, group) == 0) {
            update(connection, """
                DELETE FROM entrega.hold AS h WHERE h.queue = ? AND h.group_id = ?
                   AND NOT EXISTS (SELECT FROM entrega.held AS w WHERE (w.queue, w.group_id) = (h.queue, h.group_id))
                   AND NOT EXISTS (SELECT FROM entrega.dead_letter AS d
                                    WHERE d.queue = h.queue AND d.group_id = h.group_id)""", queue, group);
        }
    }

    /** The groups that are held, the longest held first. */
    public List<Hold> all(Connection connection) throws SQLException {
        String sql = """
            SELECT queue, group_id, since, place IS NOT NULL,
                   (SELECT count(*) FROM entrega.held AS w WHERE (w.queue, w.group_id) = (h.queue, h.group_id))
              FROM entrega.hold AS h ORDER BY since""";
        try (var query = connection.prepareStatement(sql);
                var row = query.executeQuery()) {
            var holds = new ArrayList<Hold>();
            while (row.next()) {
                holds.add(new Hold(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getLong(5),
                        row.getBoolean(4)));
            }
            return holds;
        }
    }

    /** What is under way in a group, which stays as it is until the transaction has ended; null if nothing holds it. */
    @Nullable
    UnderWay lock(Connection connection, String queue, String group) throws SQLException {
        String sql = "SELECT place, position FROM entrega.hold WHERE queue = ? AND group_id = ? FOR UPDATE";
        return underWay(connection, sql, queue, group);
    }

    private static @Nullable UnderWay underWay(Connection connection, String sql, String queue, String group)
            throws SQLException {
        try (var query = prepare(connection, sql, queue, group);
                var row = query.executeQuery()) {
            return row.next() ? new UnderWay(row.getObject(1, Long.class), row.getObject(2, Long.class)) : null;
        }
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var update = prepare(connection, sql, parameters)) {
            return update.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
