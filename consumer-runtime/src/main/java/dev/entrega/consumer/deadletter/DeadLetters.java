package dev.entrega.consumer.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.MalformedEventException;
import dev.entrega.messaging.Sending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of dead letters, in the service's own database, where they can be searched, brought back and thrown away.
 * Each method does all or nothing on the caller's connection, in its transaction if it has begun one. Thread-safe.
 */
public final class DeadLetters {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CloudEventFormat FORMAT = new CloudEventFormat();

    private static final String MATCHES = """
             WHERE (?::text IS NULL OR handler = ?) AND (?::text IS NULL OR type = ?)
               AND (?::text IS NULL OR reason = ?) AND (?::text IS NULL OR fingerprint = ?)
            """;

    /** How many parameters {@link #MATCHES} has. */
    private static final int MATCHED = 8;

    private final Holds holds = new Holds();
    private final GroupedLetters groups = new GroupedLetters(holds);

    private interface Reading<R> {
        R from(ResultSet row) throws SQLException;
    }

    /**
     * Stores a dead letter; to be committed before the message is deleted. Safe to repeat: a message that is delivered
     * again since it could not be deleted makes no second one. One that came by a FIFO queue holds its group.
     *
     * @param fifo where its message stood; null in no order
     */
    public void store(Connection connection, DeadLetter letter, @Nullable Fifo fifo) throws SQLException {
        String queue = letter.queue();
        if (fifo == null || queue == null) {
            insert(connection, letter, null, null);
            return;
        }
        long place = holds.hold(connection, queue, fifo.group(), letter.key(), fifo.position());
        if (insert(connection, letter, fifo.group(), place) == 1) {
            holds.stored(connection, queue, fifo.group(), place);
        } else {
            holds.released(connection, queue, fifo.group());
        }
    }

    private static int insert(Connection connection, DeadLetter letter, @Nullable String group, @Nullable Long place)
            throws SQLException {
        String sql = """
            INSERT INTO entrega.dead_letter
                   (handler, source, event_id, type, subject, reason, detail, attempts, first_failed_at, last_failed_at,
                    body, attributes, queue, group_id, place)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (handler, source, event_id) DO NOTHING""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, letter.key().handler());
            insert.setString(2, letter.key().source());
            insert.setString(3, letter.key().eventId());
            insert.setString(4, letter.type());
            insert.setString(5, letter.subject());
            insert.setString(6, letter.reason().name());
            insert.setString(7, letter.detail().replace('\0', ' ')); // PostgreSQL stores no NUL.
            insert.setInt(8, letter.attempts());
            insert.setObject(9, letter.first().atOffset(ZoneOffset.UTC));
            insert.setObject(10, letter.last().atOffset(ZoneOffset.UTC));
            insert.setString(11, letter.body());
            insert.setString(12, JSON.valueToTree(letter.attributes()).toString());
            insert.setString(13, letter.queue());
            insert.setString(14, group);
            insert.setObject(15, place, Types.BIGINT);
            return insert.executeUpdate();
        }
    }

    /**
     * The oldest first.
     *
     * @param afterId where the page before ended, 0 for the first
     */
    public List<StoredDeadLetter> find(Connection connection, DeadLetterFilter filter, long afterId, int limit)
            throws SQLException {
        String sql = """
            SELECT id, fingerprint, dead_lettered_at, handler, source, event_id, type, subject, reason, detail,
                   attempts, first_failed_at, last_failed_at, body, attributes, queue
              FROM entrega.dead_letter""" + MATCHES + " AND id > ? ORDER BY id LIMIT ?";
        try (var query = connection.prepareStatement(sql)) {
            match(query, filter);
            query.setLong(MATCHED + 1, afterId);
            query.setInt(MATCHED + 2, limit);
            return read(query, DeadLetters::stored);
        }
    }

    /** The largest group first. */
    public List<DeadLetterGroup> groups(Connection connection, DeadLetterFilter filter) throws SQLException {
        String sql = """
            SELECT fingerprint, handler, type, reason, (array_agg(detail ORDER BY id DESC))[1], count(*),
                   min(dead_lettered_at), max(dead_lettered_at)
              FROM entrega.dead_letter""" + MATCHES + """
             GROUP BY fingerprint, handler, type, reason ORDER BY count(*) DESC, fingerprint""";
        try (var query = connection.prepareStatement(sql)) {
            match(query, filter);
            return read(
                    query,
                    row -> new DeadLetterGroup(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            Reason.valueOf(row.getString(4)),
                            row.getString(5),
                            row.getLong(6),
                            instant(row, 7),
                            instant(row, 8)));
        }
    }

    /**
     * Brings a dead letter back to its service: the row leaves this table and one enters the outbox, which the service's
     * relay sends to the queue that it came from and to nobody else. Exactly once, also if two do it at the same time. The
     * handlers that have handled the event recognise it. One that holds its group goes before all that waits behind it; if an
     * earlier one holds it too, it waits for that.
     *
     * @param queue the service's own, where it isn't known from which of its queues it came
     * @param who for the audit
     * @return false if it is not there, or no longer
     */
    public boolean redrive(Connection connection, long id, String queue, String who) throws SQLException {
        return redrive(connection, id, queue, who, null, null);
    }

    /**
     * The same, for an event that may be too old to be recognised where it was handled: the body says that whoever sends it
     * has taken that on himself. A body that is no event is sent as it is.
     *
     * @return false if it is not there any more, or not as it was read
     */
    public boolean redriveAllowingDuplicates(Connection connection, StoredDeadLetter stored, String queue, String who)
            throws SQLException {
        String body = stored.letter().body();
        return redrive(connection, stored.id(), queue, who, body, allowingDuplicates(body));
    }

    private static String allowingDuplicates(String body) {
        try {
            return FORMAT.with(body, Sending.PLAIN.allowingDuplicates());
        } catch (MalformedEventException e) {
            return body;
        }
    }

    private boolean redrive(
            Connection connection, long id, String queue, String who, @Nullable String was, @Nullable String body)
            throws SQLException {
        return groups.takeOut(
                connection,
                id,
                inGroup -> inGroup
                        ? GroupedLetters.line(connection, id, who, was, body)
                        : send(connection, id, queue, who, was, body));
    }

    private static boolean send(
            Connection connection, long id, String queue, String who, @Nullable String was, @Nullable String body)
            throws SQLException {
        String sql = """
            WITH back AS (
                DELETE FROM entrega.dead_letter WHERE id = ? AND (?::text IS NULL OR body = ?)
             RETURNING handler, source, event_id, type, subject, body, reason, detail, queue),
            sent AS (
                INSERT INTO entrega.outbox (event_id, type, source, subject, body, queue)
                SELECT event_id, type, source, subject, coalesce(?, body), coalesce(queue, ?) FROM back)
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail)
            SELECT ?, 'redrive', handler, source, event_id, reason || ': ' || detail FROM back""";
        try (var redrive = connection.prepareStatement(sql)) {
            redrive.setLong(1, id);
            redrive.setString(2, was);
            redrive.setString(3, was);
            redrive.setString(4, body);
            redrive.setString(5, queue);
            redrive.setString(6, who);
            return redrive.executeUpdate() == 1;
        }
    }

    /**
     * Changes the body of a dead letter; the audit keeps the old one. It stays the same event: whoever has handled it
     * recognises it.
     *
     * @param stored as it was read
     * @param body the same event with other data, which its contract allows
     * @param who for the audit, as is why
     * @return false if it is not there any more, or not as it was read
     * @throws IllegalArgumentException if it is another event
     * @throws MalformedEventException if it is none
     */
    public boolean edit(Connection connection, StoredDeadLetter stored, String body, String who, String why)
            throws SQLException {
        var letter = stored.letter();
        var event = FORMAT.read(body);
        if (!event.id().equals(letter.key().eventId())
                || !event.source().equals(letter.key().source())
                || !event.type().equals(letter.type())
                || !event.subject().equals(letter.subject())) {
            throw new IllegalArgumentException("another event than dead letter " + stored.id());
        }
        String sql = """
            WITH old AS (
                SELECT id, handler, source, event_id, body FROM entrega.dead_letter WHERE id = ? AND body = ?
                   FOR UPDATE),
            changed AS (
                UPDATE entrega.dead_letter letter SET body = ? FROM old WHERE letter.id = old.id)
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail, body)
            SELECT ?, 'edit', handler, source, event_id, ?, body FROM old""";
        try (var edit = connection.prepareStatement(sql)) {
            edit.setLong(1, stored.id());
            edit.setString(2, letter.body());
            edit.setString(3, body);
            edit.setString(4, who);
            edit.setString(5, why);
            return edit.executeUpdate() == 1;
        }
    }

    /**
     * Throws a dead letter away. Its event will not have had its effect; what waits behind it goes on.
     *
     * @param who for the audit, as is why
     * @return false if it is not there, or no longer
     */
    public boolean discard(Connection connection, long id, String who, String why) throws SQLException {
        return groups.takeOut(connection, id, inGroup -> remove(connection, id, who, why));
    }

    private static boolean remove(Connection connection, long id, String who, String why) throws SQLException {
        String sql = """
            WITH gone AS (
                DELETE FROM entrega.dead_letter WHERE id = ? RETURNING handler, source, event_id, reason, detail)
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail)
            SELECT ?, 'discard', handler, source, event_id, ? || ' (' || reason || ': ' || detail || ')' FROM gone""";
        try (var discard = connection.prepareStatement(sql)) {
            discard.setLong(1, id);
            discard.setString(2, who);
            discard.setString(3, why);
            return discard.executeUpdate() == 1;
        }
    }

    private static void match(PreparedStatement query, DeadLetterFilter filter) throws SQLException {
        var values = new String[] {
            filter.handler(),
            filter.type(),
            filter.reason() == null ? null : filter.reason().name(),
            filter.fingerprint()
        };
        for (int i = 0; i < values.length; i++) {
            query.setString(2 * i + 1, values[i]);
            query.setString(2 * i + 2, values[i]);
        }
    }

    private static <R> List<R> read(PreparedStatement query, Reading<R> reading) throws SQLException {
        try (var rows = query.executeQuery()) {
            var read = new ArrayList<R>();
            while (rows.next()) {
                read.add(reading.from(rows));
            }
            return read;
        }
    }

    private static StoredDeadLetter stored(ResultSet row) throws SQLException {
        var letter = new DeadLetter(
                new EventKey(row.getString(4), row.getString(5), row.getString(6)),
                row.getString(16),
                row.getString(7),
                row.getString(8),
                Reason.valueOf(row.getString(9)),
                row.getString(10),
                row.getInt(11),
                instant(row, 12),
                instant(row, 13),
                row.getString(14),
                attributes(row.getString(15)));
        return new StoredDeadLetter(row.getLong(1), row.getString(2), instant(row, 3), letter);
    }

    private static Map<String, String> attributes(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attributes are stored as a JSON object", e);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
