package dev.entrega.messaging.outbox;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The SQL of {@code entrega.outbox}. Each method is one statement on the connection it is given. Thread-safe. */
public final class OutboxTable {

    /** @param version in which it is sent */
    void insert(Connection connection, Event<?> event, EventType<?> version, Message message) {
        String sql = """
            INSERT INTO entrega.outbox (event_id, type, source, subject, body)
            VALUES (?, ?, ?, ?, ?)""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, event.id());
            insert.setString(2, version.name());
            insert.setString(3, event.source());
            insert.setString(4, event.subject());
            insert.setString(5, message.body());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new MessagingException("event of type " + version + " could not be written to the outbox", e);
        }
    }

    /**
     * Takes due rows, oldest first, and hides them from other relays for the time of the lease; a relay that dies
     * leaves them to be taken again after it.
     *
     * <p>By state and never by {@code position > last seen}: positions are given before the commit, so a transaction
     * that commits late would be skipped.
     */
    List<OutboxEntry> claim(Connection connection, int max, Duration lease) throws SQLException {
        String sql = """
            UPDATE entrega.outbox
               SET due_at = clock_timestamp() + ? * interval '1 millisecond', attempts = attempts + 1
             WHERE position IN (
                   SELECT position FROM entrega.outbox
                    WHERE published_at IS NULL AND parked_reason IS NULL AND due_at <= clock_timestamp()
                    ORDER BY position LIMIT ?
                      FOR UPDATE SKIP LOCKED)
            RETURNING position, event_id, type, source, subject, body, queue, attempts""";
        try (var claim = connection.prepareStatement(sql)) {
            claim.setLong(1, lease.toMillis());
            claim.setInt(2, max);
            try (var rows = claim.executeQuery()) {
                var entries = new ArrayList<OutboxEntry>();
                while (rows.next()) {
                    entries.add(new OutboxEntry(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getInt(8)));
                }
                return entries;
            }
        }
    }

    /** Marks rows that the broker has confirmed. */
    void markPublished(Connection connection, List<Long> positions) throws SQLException {
        String sql = """
            UPDATE entrega.outbox SET published_at = clock_timestamp()
             WHERE position = ANY (?) AND published_at IS NULL""";
        try (var mark = connection.prepareStatement(sql)) {
            mark.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            mark.executeUpdate();
        }
    }

    /** Makes rows due again that the broker could not take this time. */
    void postpone(Connection connection, long position, Duration delay) throws SQLException {
        String sql = """
            UPDATE entrega.outbox SET due_at = clock_timestamp() + ? * interval '1 millisecond'
             WHERE position = ? AND published_at IS NULL""";
        try (var postpone = connection.prepareStatement(sql)) {
            postpone.setLong(1, delay.toMillis());
            postpone.setLong(2, position);
            postpone.executeUpdate();
        }
    }

    /** Takes a row out of the flow that can never be sent; an operator finds it by its reason. */
    void park(Connection connection, long position, String reason) throws SQLException {
        String sql = """
            UPDATE entrega.outbox SET parked_reason = ?
             WHERE position = ? AND published_at IS NULL""";
        try (var park = connection.prepareStatement(sql)) {
            park.setString(1, reason);
            park.setLong(2, position);
            park.executeUpdate();
        }
    }
}
