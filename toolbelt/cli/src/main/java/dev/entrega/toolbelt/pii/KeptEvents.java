package dev.entrega.toolbelt.pii;

import dev.entrega.toolbelt.project.PlatformTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The bodies that a service keeps of the events of a subject, wherever. Not thread-safe, as its connection is not. */
final class KeptEvents {

    /** Where bodies are kept. */
    enum Place {
        /** What was published, or parked. What still waits to be sent is not touched: its readers need it. */
        JOURNAL(
                "outbox",
                "position",
                "subject = ? AND (published_at IS NOT NULL OR parked_reason IS NOT NULL)",
                "outbox_audit",
                "type",
                "type"),
        DEAD_LETTERS("dead_letter", "id", "subject = ?", "audit", "handler", "handler"),
        /** Behind a dead letter, before any handler. */
        HELD("held", "place", "subject = ?", "audit", "handler", "''"),
        /** What a dead letter was before an operator changed it. */
        EDITS("audit", "id", "position(? in body) > 0", "audit", "handler", "handler");

        private final String table;
        private final String find;
        private final String change;

        /**
         * @param of which rows may be the subject's
         * @param column of the audit, which not all audits have
         * @param value for it, of the row
         */
        Place(String table, String key, String of, String audit, String column, String value) {
            this.table = table;
            this.find = "SELECT " + key + ", body FROM entrega." + table + " WHERE " + of + " ORDER BY " + key;
            this.change = "WITH changed AS (UPDATE entrega." + table + " SET body = ? WHERE " + key
                    + " = ? AND body = ? RETURNING *) INSERT INTO entrega." + audit
                    + " (who, action, event_id, source, " + column + ", detail) SELECT ?, 'erase', event_id, source, "
                    + value + ", ? FROM changed";
        }
    }

    /**
     * A body that is to be changed.
     *
     * @param key of its row
     * @param was as it was read
     * @param left what is left of it
     */
    record Change(Place place, long key, String was, String left) {}

    private final Connection connection;
    private final String subject;

    KeptEvents(Connection connection, String subject) {
        this.connection = connection;
        this.subject = subject;
    }

    /** How many wait to be sent. */
    long waiting() throws SQLException {
        if (!PlatformTables.ofPublisher(connection)) {
            return 0;
        }
        String sql = """
            SELECT count(*) FROM entrega.outbox
             WHERE subject = ? AND published_at IS NULL AND parked_reason IS NULL""";
        try (var query = connection.prepareStatement(sql)) {
            query.setString(1, subject);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** All bodies in which something is personal. */
    List<Change> changes(Erasure erasure) throws SQLException {
        var changes = new ArrayList<Change>();
        for (var place : Place.values()) {
            if (PlatformTables.exists(connection, place.table)) {
                find(place, erasure, changes);
            }
        }
        return changes;
    }

    private void find(Place place, Erasure erasure, List<Change> changes) throws SQLException {
        try (var query = connection.prepareStatement(place.find)) {
            query.setString(1, subject);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    long key = row.getLong(1);
                    String body = row.getString(2);
                    erasure.of(body, subject).ifPresent(left -> changes.add(new Change(place, key, body, left)));
                }
            }
        }
    }

    /**
     * Makes them all or none, and writes down who did it and why.
     *
     * @return how many; what is not there any more, or not as it was read, is not changed
     */
    long make(List<Change> changes, String who, String why) throws SQLException {
        connection.setAutoCommit(false);
        try {
            long made = 0;
            for (var change : changes) {
                try (var update = connection.prepareStatement(change.place().change)) {
                    update.setString(1, change.left());
                    update.setLong(2, change.key());
                    update.setString(3, change.was());
                    update.setString(4, who);
                    update.setString(5, why);
                    made += update.executeUpdate();
                }
            }
            connection.commit();
            return made;
        } finally {
            connection.rollback(); // What is committed stays.
            connection.setAutoCommit(true);
        }
    }
}
