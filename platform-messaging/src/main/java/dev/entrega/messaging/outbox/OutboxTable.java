package dev.entrega.messaging.outbox;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.publish.EventDraft;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code entrega.outbox}. Each method is a statement or two on the connection it is given. Thread-safe. */
public final class OutboxTable {

    private static final String ROW = "(?, ?, ?, ?, ?, coalesce(?, clock_timestamp()), ?, ?, ?)";

    /**
     * Where something waits to be sent to. Steps from one destination to the next in the index, so that a long queue
     * before one of them is no longer to walk over than a short one.
     */
    private static final String DESTINATIONS = """
        WITH RECURSIVE destination AS (
            (SELECT coalesce(queue, noun, type) AS name FROM entrega.outbox
              WHERE published_at IS NULL AND parked_reason IS NULL ORDER BY 1 LIMIT 1)
             UNION ALL
            SELECT (SELECT coalesce(queue, noun, type) FROM entrega.outbox
                     WHERE published_at IS NULL AND parked_reason IS NULL AND coalesce(queue, noun, type) > name
                     ORDER BY 1 LIMIT 1)
              FROM destination WHERE name IS NOT NULL),
        waiting AS (
            SELECT name, (SELECT due_at FROM entrega.outbox
                           WHERE published_at IS NULL AND parked_reason IS NULL AND coalesce(queue, noun, type) = name
                           ORDER BY due_at LIMIT 1) AS due_at
              FROM destination WHERE name IS NOT NULL)
        """;

    /** A few tens of milliseconds; what is beyond is a matter of how old it is. */
    private static final int MOST_COUNTED = 100_000;

    /** Above it, a broker's refusals of one row wait no longer from one to the next. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    /**
     * Has whoever else publishes of a subject of an ordered noun wait until this transaction has ended, so that positions
     * are taken in the order of the commits.
     */
    void lock(Connection connection, String noun, String group) {
        String sql = "SELECT pg_advisory_xact_lock(hashtextextended(? || ' ' || ?, 0))";
        try (var lock = connection.prepareStatement(sql)) {
            lock.setString(1, noun);
            lock.setString(2, group);
            lock.execute();
        } catch (SQLException e) {
            throw new MessagingException("an event of " + noun + " could not take its place in the order", e);
        }
    }

    /**
     * Writes an event in all its versions.
     *
     * @param publishAt null for at once
     */
    void insert(Connection connection, Event<?> event, List<EventDraft.Copy> copies, @Nullable Instant publishAt) {
        String sql = "INSERT INTO entrega.outbox"
                + " (event_id, type, source, subject, body, due_at, publish_at, noun, group_id) VALUES "
                + copies.stream().map(copy -> ROW).collect(Collectors.joining(", "));
        try (var insert = connection.prepareStatement(sql)) {
            var due = publishAt == null ? null : publishAt.atOffset(ZoneOffset.UTC);
            int parameter = 0;
            for (var copy : copies) {
                insert.setString(++parameter, event.id());
                insert.setString(++parameter, copy.type().name());
                insert.setString(++parameter, event.source());
                insert.setString(++parameter, event.subject());
                insert.setString(++parameter, copy.message().body());
                insert.setObject(++parameter, due);
                insert.setObject(++parameter, due);
                var fifo = copy.message().fifo();
                insert.setString(++parameter, fifo == null ? null : copy.type().noun());
                insert.setString(++parameter, fifo == null ? null : fifo.group());
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new MessagingException("event of type " + event.type() + " could not be written to the outbox", e);
        }
    }

    /** Whether all is sent whose time has come, but for what is parked. */
    public boolean isSent(Connection connection) throws SQLException {
        String sql = """
            SELECT NOT EXISTS (SELECT 1 FROM entrega.outbox
                                WHERE published_at IS NULL AND parked_reason IS NULL AND due_at <= clock_timestamp())""";
        try (var select = connection.prepareStatement(sql);
                var row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Takes an event back that isn't to be sent yet. A relay leaves alone what a transaction is about to cancel.
     *
     * @return false if its time has come, or there is none of that id
     */
    boolean cancel(Connection connection, String eventId) {
        String sql = """
            DELETE FROM entrega.outbox
             WHERE event_id = ? AND publish_at > clock_timestamp() AND published_at IS NULL""";
        try (var delete = connection.prepareStatement(sql)) {
            delete.setString(1, eventId);
            return delete.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new MessagingException("event " + eventId + " could not be cancelled", e);
        }
    }

    /**
     * Takes the destinations for itself that something is due for and no other relay sends to; those of a relay that has
     * died once its lease is over. The commit doesn't wait for the disk, which would delay each event by as much: what a
     * crash of PostgreSQL makes it forget is a lease, and costs second copies under the same event ids.
     *
     * @param except not these
     */
    Set<String> lease(Connection connection, String relay, Collection<String> except, Duration lease)
            throws SQLException {
        String sql = DESTINATIONS + """
            INSERT INTO entrega.outbox_lease AS held (destination, relay, until)
            SELECT name, ?, clock_timestamp() + ? * interval '1 millisecond' FROM waiting
             WHERE due_at <= statement_timestamp() AND name <> ALL (?)
               AND NOT EXISTS (SELECT 1 FROM entrega.outbox_lease other
                                WHERE other.destination = name AND other.until > statement_timestamp())
                ON CONFLICT (destination) DO UPDATE SET relay = excluded.relay, until = excluded.until
             WHERE held.until <= clock_timestamp()
         RETURNING destination, set_config('synchronous_commit', 'off', true)""";
        try (var take = connection.prepareStatement(sql)) {
            take.setString(1, relay);
            take.setLong(2, lease.toMillis());
            take.setArray(3, connection.createArrayOf("text", except.toArray()));
            try (var rows = take.executeQuery()) {
                var taken = new TreeSet<String>();
                while (rows.next()) {
                    taken.add(rows.getString(1));
                }
                return taken;
            }
        }
    }

    /**
     * What is due for leased destinations, of each the oldest first. A statement of its own after the lease, so that it
     * sees what the relay before has marked.
     *
     * <p>By state and never by {@code position > last seen}: positions are given before the commit, so a transaction
     * that commits late would be skipped.
     *
     * <p>What has an order comes by its positions, whose order within a group is that of the commits. One that is parked or
     * not due yet holds its group: what is behind it stays.
     *
     * @param inHand positions to leave out, of entries without an order
     * @param rows how many together at most, or a few of each
     * @param bytes how large they may be together, but for the last of them
     */
    Map<Destination, List<OutboxEntry>> due(
            Connection connection, Collection<String> leased, Collection<Long> inHand, int rows, long bytes)
            throws SQLException {
        // Written out, since for a parameter PostgreSQL would plan as if it were a tenth of all rows.
        int most = Math.max(rows / Math.max(leased.size(), 1), 20);
        String sql = """
            SELECT position, event_id, type, source, subject, body, queue, attempts, publish_at IS NOT NULL, noun, group_id
              FROM (SELECT o.*, sum(octet_length(body)) OVER (ORDER BY nth, position) - octet_length(body) AS before
                      FROM unnest(?) AS leased (destination), LATERAL (
                           (SELECT *, row_number() OVER (ORDER BY due_at, position) AS nth
                              FROM entrega.outbox
                             WHERE published_at IS NULL AND parked_reason IS NULL AND group_id IS NULL
                               AND coalesce(queue, noun, type) = destination AND due_at <= statement_timestamp()
                               AND position <> ALL (?)
                             ORDER BY due_at, position LIMIT %1$d)
                            UNION ALL
                           (SELECT *, row_number() OVER (ORDER BY position) AS nth
                              FROM entrega.outbox AS mine
                             WHERE published_at IS NULL AND parked_reason IS NULL AND group_id IS NOT NULL
                               AND coalesce(queue, noun, type) = destination AND due_at <= statement_timestamp()
                               AND (SELECT true FROM entrega.outbox AS earlier
                                     WHERE coalesce(earlier.queue, earlier.noun, earlier.type) = destination
                                       AND earlier.group_id = mine.group_id AND earlier.position < mine.position
                                       AND earlier.published_at IS NULL
                                       AND (earlier.parked_reason IS NOT NULL
                                            OR earlier.due_at > statement_timestamp())
                                     LIMIT 1) IS NULL
                             ORDER BY position LIMIT %1$d)) AS o) AS due
             WHERE before < ? ORDER BY nth, position""".formatted(most);
        var due = new LinkedHashMap<Destination, List<OutboxEntry>>();
        var delayed = new ArrayList<Long>();
        try (var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", leased.toArray()));
            query.setArray(2, connection.createArrayOf("bigint", inHand.toArray()));
            query.setLong(3, bytes);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    var entry = entry(row);
                    due.computeIfAbsent(destination(row), destination -> new ArrayList<>())
                            .add(entry);
                    if (row.getBoolean(9)) {
                        delayed.add(entry.position());
                    }
                }
            }
        }
        if (!delayed.isEmpty()) {
            delayed.removeAll(free(connection, delayed));
            due.values().forEach(entries -> entries.removeIf(entry -> delayed.contains(entry.position())));
            due.values().removeIf(List::isEmpty);
        }
        return due;
    }

    private static Destination destination(ResultSet row) throws SQLException {
        String queue = row.getString(7);
        if (queue != null) {
            return new Destination.OfQueue(queue);
        }
        String noun = row.getString(10);
        return noun == null ? new Destination.OfType(row.getString(3)) : new Destination.OfNoun(noun);
    }

    private static OutboxEntry entry(ResultSet row) throws SQLException {
        String type = row.getString(3);
        var message = new Message(
                row.getString(6), CloudEventFormat.attributes(type, row.getString(4), row.getString(5)), fifo(row));
        return new OutboxEntry(row.getLong(1), row.getString(2), type, message, row.getInt(8));
    }

    private static @Nullable Fifo fifo(ResultSet row) throws SQLException {
        String group = row.getString(11);
        if (group == null) {
            return null;
        }
        return row.getString(7) == null
                ? Fifo.of(group, row.getString(2), row.getString(3))
                : Fifo.again(group, row.getLong(1));
    }

    /** Those of some rows that no transaction is about to cancel. */
    private static List<Long> free(Connection connection, List<Long> positions) throws SQLException {
        String sql = "SELECT position FROM entrega.outbox WHERE position = ANY (?) FOR UPDATE SKIP LOCKED";
        try (var query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            try (var rows = query.executeQuery()) {
                var free = new ArrayList<Long>();
                while (rows.next()) {
                    free.add(rows.getLong(1));
                }
                return free;
            }
        }
    }

    /** @return false if the lease was over, and another relay has taken it meanwhile */
    boolean renew(Connection connection, String relay, String destination, Duration lease) throws SQLException {
        String sql = """
            UPDATE entrega.outbox_lease SET until = clock_timestamp() + ? * interval '1 millisecond'
             WHERE destination = ? AND relay = ?""";
        try (var renew = connection.prepareStatement(sql)) {
            renew.setLong(1, lease.toMillis());
            renew.setString(2, destination);
            renew.setString(3, relay);
            return renew.executeUpdate() == 1;
        }
    }

    /** Gives destinations back to whoever comes first. */
    void release(Connection connection, String relay, Collection<String> destinations) throws SQLException {
        String sql = """
            UPDATE entrega.outbox_lease SET until = '-infinity' WHERE destination = ANY (?) AND relay = ?""";
        try (var release = connection.prepareStatement(sql)) {
            release.setArray(1, connection.createArrayOf("text", destinations.toArray()));
            release.setString(2, relay);
            release.executeUpdate();
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

    /**
     * A row, and why the broker has not taken it.
     *
     * @param detail the broker's words, which may quote what was sent; empty if it has said none
     */
    record Refused(OutboxEntry entry, String code, String detail) {
        String reason() {
            return detail.isEmpty() ? code : code + ": " + detail;
        }
    }

    /**
     * Counts a refusal for each of some rows.
     *
     * @param alone whether they failed for themselves, and are to let others go before them for a while: full jitter,
     *     twice as long each time
     * @param maxAttempts with so many a row is parked
     * @return the positions of the parked ones
     */
    List<Long> refuse(Connection connection, List<Refused> refused, boolean alone, int maxAttempts)
            throws SQLException {
        String sql = """
            UPDATE entrega.outbox
               SET attempts = attempts + 1,
                   due_at = CASE WHEN ? THEN clock_timestamp() + random() * least(
                            ? * interval '1 millisecond', power(2, least(attempts, 16)) * interval '250 milliseconds')
                            ELSE due_at END,
                   parked_reason = CASE WHEN attempts + 1 >= ? THEN reason END
              FROM unnest(?, ?) AS refused (at, reason)
             WHERE position = at AND published_at IS NULL
         RETURNING position, parked_reason IS NOT NULL""";
        try (var update = connection.prepareStatement(sql)) {
            update.setBoolean(1, alone);
            update.setLong(2, LONGEST_DELAY.toMillis());
            update.setInt(3, maxAttempts);
            rows(connection, update, 4, refused);
            try (var rows = update.executeQuery()) {
                var parked = new ArrayList<Long>();
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        parked.add(rows.getLong(1));
                    }
                }
                return parked;
            }
        }
    }

    /** Takes rows out of the flow that can never be sent; an operator finds them by their reasons. */
    void park(Connection connection, List<Refused> refused) throws SQLException {
        String sql = """
            UPDATE entrega.outbox SET parked_reason = reason, attempts = attempts + 1
              FROM unnest(?, ?) AS refused (at, reason) WHERE position = at AND published_at IS NULL""";
        try (var park = connection.prepareStatement(sql)) {
            rows(connection, park, 1, refused);
            park.executeUpdate();
        }
    }

    private static void rows(Connection connection, PreparedStatement statement, int first, List<Refused> refused)
            throws SQLException {
        statement.setArray(
                first,
                connection.createArrayOf(
                        "bigint",
                        refused.stream().map(each -> each.entry().position()).toArray()));
        statement.setArray(
                first + 1,
                connection.createArrayOf(
                        "text", refused.stream().map(Refused::reason).toArray()));
    }

    /**
     * How the outbox is.
     *
     * @param overdue for how long the oldest row has waited since it was due; none if nothing is due
     * @param pending how many rows are due; no more than {@link #MOST_COUNTED} are counted
     * @param parked how many rows an operator has to decide about
     */
    record State(@Nullable Duration overdue, long pending, long parked) {}

    State state(Connection connection) throws SQLException {
        String sql = DESTINATIONS + """
            SELECT extract(epoch FROM clock_timestamp() - min(due_at)) * 1000,
                   (SELECT count(*)
                      FROM (SELECT FROM entrega.outbox
                             WHERE published_at IS NULL AND parked_reason IS NULL AND due_at <= statement_timestamp()
                             LIMIT ?) AS due),
                   (SELECT count(*) FROM entrega.outbox WHERE parked_reason IS NOT NULL)
              FROM waiting WHERE due_at <= clock_timestamp()""";
        try (var query = connection.prepareStatement(sql)) {
            query.setInt(1, MOST_COUNTED);
            try (var row = query.executeQuery()) {
                row.next();
                long millis = row.getLong(1);
                return new State(row.wasNull() ? null : Duration.ofMillis(millis), row.getLong(2), row.getLong(3));
            }
        }
    }

    /**
     * Removes some of the rows that were published longer ago than they are kept.
     *
     * @return how many; fewer than asked for if there are no more
     */
    int removePublished(Connection connection, Duration keep, int max) throws SQLException {
        String sql = """
            DELETE FROM entrega.outbox WHERE position = ANY (ARRAY(
                SELECT position FROM entrega.outbox
                 WHERE created_at < statement_timestamp() - ? * interval '1 millisecond'
                   AND published_at < statement_timestamp() - ? * interval '1 millisecond'
                 ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED))""";
        try (var delete = connection.prepareStatement(sql)) {
            delete.setLong(1, keep.toMillis());
            delete.setLong(2, keep.toMillis());
            delete.setInt(3, max);
            return delete.executeUpdate();
        }
    }
}
