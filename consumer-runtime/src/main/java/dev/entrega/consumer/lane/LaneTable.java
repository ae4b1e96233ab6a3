package dev.entrega.consumer.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * The table of what operators and instances agree on about the queues of a service. Each method is one statement on the
 * caller's connection. Thread-safe.
 */
public final class LaneTable {

    /**
     * A pause of a queue.
     *
     * @param who paused it
     */
    public record Pause(String reason, String who, Instant since) {}

    /** The queues that are paused, by name. */
    public Map<String, Pause> paused(Connection connection) throws SQLException {
        String sql = "SELECT queue, reason, changed_by, changed_at FROM entrega.lane WHERE paused";
        try (var query = connection.prepareStatement(sql);
                var rows = query.executeQuery()) {
            var paused = new HashMap<String, Pause>();
            while (rows.next()) {
                paused.put(
                        rows.getString(1),
                        new Pause(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getObject(4, OffsetDateTime.class).toInstant()));
            }
            return Map.copyOf(paused);
        }
    }

    /**
     * Pauses a queue for all instances, within a second or two, and writes down who did it.
     *
     * @return false if it was paused already; then its reason stays
     */
    public boolean pause(Connection connection, String queue, String who, String reason) throws SQLException {
        String sql = """
            WITH changed AS (
                INSERT INTO entrega.lane AS l (queue, paused, reason, changed_by)
                VALUES (?, true, ?, ?)
                ON CONFLICT (queue) DO UPDATE
                   SET paused = true, reason = excluded.reason, changed_by = excluded.changed_by,
                       changed_at = clock_timestamp()
                 WHERE NOT l.paused
                RETURNING queue, reason)
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail)
            SELECT ?, 'pause', '', '', '', queue || ': ' || reason FROM changed""";
        try (var change = connection.prepareStatement(sql)) {
            change.setString(1, queue);
            change.setString(2, reason);
            change.setString(3, who);
            change.setString(4, who);
            return change.executeUpdate() == 1;
        }
    }

    /** @return false if it was not paused */
    public boolean resume(Connection connection, String queue, String who) throws SQLException {
        String sql = """
            WITH changed AS (
                UPDATE entrega.lane SET paused = false, changed_by = ?, changed_at = clock_timestamp()
                 WHERE queue = ? AND paused RETURNING queue, reason)
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail)
            SELECT ?, 'resume', '', '', '', queue || ', paused for: ' || reason FROM changed""";
        try (var change = connection.prepareStatement(sql)) {
            change.setString(1, who);
            change.setString(2, queue);
            change.setString(3, who);
            return change.executeUpdate() == 1;
        }
    }

    /**
     * Leases the next places in time that the rate of a queue allows, for this instance alone. By the database's clock, so
     * that all instances share one.
     *
     * @param count how many, one after the other
     * @return how long from now the first is; negative if it is now
     */
    Duration lease(Connection connection, String queue, int count, int perSecond) throws SQLException {
        String sql = """
            INSERT INTO entrega.lane AS l (queue, free_at)
            VALUES (?, clock_timestamp() + ? * interval '1 second')
            ON CONFLICT (queue) DO UPDATE
               SET free_at = greatest(l.free_at, clock_timestamp()) + ? * interval '1 second'
            RETURNING extract(epoch FROM free_at - ? * interval '1 second' - clock_timestamp())""";
        double seconds = (double) count / perSecond;
        try (var lease = connection.prepareStatement(sql)) {
            lease.setString(1, queue);
            lease.setDouble(2, seconds);
            lease.setDouble(3, seconds);
            lease.setDouble(4, seconds);
            try (var row = lease.executeQuery()) {
                row.next();
                return Duration.ofNanos((long) (row.getDouble(1) * 1e9));
            }
        }
    }
}
