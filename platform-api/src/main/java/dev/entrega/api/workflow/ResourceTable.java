package dev.entrega.api.workflow;

import dev.entrega.messaging.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The service's table of resources, and their past in {@code entrega.transition}. On the connection of the transaction that
 * each method is part of.
 *
 * @param name with its schema, if it isn't {@code public}; only what {@link Workflow} has seen to be a name
 */
record ResourceTable(String name) {

    /** Undefined table, column and schema (PostgreSQL, appendix A). */
    private static final Set<String> MISSING = Set.of("42P01", "42703", "3F000");

    /** Where a resource is. */
    record Standing(String state, long version) {}

    /** Quoted, since {@code order} is a good name for a table and a word of SQL. */
    private String sql() {
        return "\"" + name.replace(".", "\".\"") + "\"";
    }

    /** @throws ConfigurationException if the table or one of its columns is missing */
    void look(Connection connection) throws SQLException {
        String sql = "SELECT id, state, version, changed_at FROM " + sql() + " WHERE false";
        try (var select = connection.prepareStatement(sql)) {
            select.execute();
        } catch (SQLException e) {
            if (e.getSQLState() != null && MISSING.contains(e.getSQLState())) {
                throw new ConfigurationException(
                        "workflow over " + name,
                        "there is no such table, or it lacks a column",
                        "have a migration give it id text, state text, version bigint and changed_at timestamptz");
            }
            throw e;
        }
    }

    /** Keeps the resource as it is until the end of the transaction. */
    Optional<Standing> lock(Connection connection, String id) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT state, version FROM " + sql() + " WHERE id = ? FOR UPDATE")) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(new Standing(rows.getString(1), rows.getLong(2))) : Optional.empty();
            }
        }
    }

    /**
     * The same, if it is still too long in that state and no other transaction has it.
     *
     * @return whether it is
     */
    boolean lockOverdue(Connection connection, String id, String state, Duration after) throws SQLException {
        String sql = "SELECT 1 FROM " + sql() + " WHERE id = ? AND state = ?"
                + " AND changed_at < clock_timestamp() - ? * interval '1 millisecond' FOR UPDATE SKIP LOCKED";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            select.setString(2, state);
            select.setLong(3, after.toMillis());
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** A resource that is in a state for too long, and since when. */
    record Overdue(String id, OffsetDateTime since) {}

    /** Before all of them. */
    static final Overdue FIRST = new Overdue("", OffsetDateTime.MIN);

    /**
     * The resources that are in that state for too long, the longest first, some at a time.
     *
     * @param state written out, since an index for this state alone is of no use to a parameter
     * @param beyond only those that come after this one
     */
    List<Overdue> overdue(Connection connection, Enum<?> state, Duration after, Overdue beyond, int atMost)
            throws SQLException {
        String sql = "SELECT id, changed_at FROM " + sql() + " WHERE state = '" + Workflow.text(state) + "'"
                + " AND changed_at < statement_timestamp() - ? * interval '1 millisecond'"
                + " AND (changed_at, id) > (?, ?) ORDER BY changed_at, id LIMIT ?";
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, after.toMillis());
            select.setObject(2, beyond.since());
            select.setString(3, beyond.id());
            select.setInt(4, atMost);
            try (var rows = select.executeQuery()) {
                var found = new ArrayList<Overdue>();
                while (rows.next()) {
                    found.add(new Overdue(rows.getString(1), rows.getObject(2, OffsetDateTime.class)));
                }
                return found;
            }
        }
    }

    /** @return its version then */
    long move(Connection connection, String id, String to) throws SQLException {
        String sql = "UPDATE " + sql() + " SET state = ?, version = version + 1, changed_at = clock_timestamp()"
                + " WHERE id = ? RETURNING version";
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, to);
            update.setString(2, id);
            try (var rows = update.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** @param from {@code null} where it begins */
    void remember(
            Connection connection, String id, long version, @Nullable String from, String to, String type, String event)
            throws SQLException {
        String sql = """
            INSERT INTO entrega.transition (resource, id, version, from_state, to_state, event_type, event_id)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, name);
            insert.setString(2, id);
            insert.setLong(3, version);
            insert.setString(4, from);
            insert.setString(5, to);
            insert.setString(6, type);
            insert.setString(7, event);
            insert.executeUpdate();
        }
    }

    List<Transition> past(Connection connection, String id) throws SQLException {
        String sql = """
            SELECT version, from_state, to_state, event_type, event_id, at FROM entrega.transition
             WHERE resource = ? AND id = ? ORDER BY version""";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            select.setString(2, id);
            try (var rows = select.executeQuery()) {
                var past = new ArrayList<Transition>();
                while (rows.next()) {
                    past.add(new Transition(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getTimestamp(6).toInstant()));
                }
                return past;
            }
        }
    }
}
