package dev.entrega.toolbelt.deadletter;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What became of the dead letters that this run brought back, told by the audit and by where their events are now: in the
 * inbox of the handler that had failed, or failing again.
 */
final class Outcomes {

    private static final String LAST = """
        SELECT (SELECT coalesce(max(id), 0) FROM entrega.dead_letter),
               (SELECT coalesce(max(id), 0) FROM entrega.audit)""";

    /** Written so that the inbox's key finds the row: an OR over the handler would read the whole table for each. */
    private static final String COUNT = """
        SELECT count(*) FILTER (WHERE failed), count(*) FILTER (WHERE handled AND NOT failed), count(*)
          FROM (SELECT EXISTS (SELECT 1 FROM entrega.dead_letter d
                                WHERE d.source = a.source AND d.event_id = a.event_id AND d.id > ?)
                       OR EXISTS (SELECT 1 FROM entrega.attempt t
                                   WHERE t.source = a.source AND t.event_id = a.event_id
                                     AND (a.handler = '' OR t.handler = a.handler)) AS failed,
                       CASE a.handler
                           WHEN '' THEN EXISTS (SELECT 1 FROM entrega.inbox i
                                                 WHERE i.source = a.source AND i.event_id = a.event_id)
                           ELSE EXISTS (SELECT 1 FROM entrega.inbox i
                                         WHERE i.handler = a.handler
                                           AND i.source = a.source AND i.event_id = a.event_id)
                       END AS handled
                  FROM entrega.audit a
                 WHERE a.id > ? AND a.action = 'redrive' AND a.who = ?) AS redriven""";

    private final Connection connection;
    private final String who;
    private final long lastLetter;
    private final long lastAudit;

    private Outcomes(Connection connection, String who, long lastLetter, long lastAudit) {
        this.connection = connection;
        this.who = who;
        this.lastLetter = lastLetter;
        this.lastAudit = lastAudit;
    }

    /** Counts from now on. */
    static Outcomes since(Connection connection, String who) throws SQLException {
        try (var query = connection.prepareStatement(LAST);
                var row = query.executeQuery()) {
            row.next();
            return new Outcomes(connection, who, row.getLong(1), row.getLong(2));
        }
    }

    /** The newest dead letter when the run began: what comes back is newer. */
    long lastLetter() {
        return lastLetter;
    }

    /**
     * @param failed a dead letter again, or failed at least once since and tried again
     * @param pending under way
     */
    record Count(long handled, long failed, long pending) {}

    Count count() throws SQLException {
        try (var query = connection.prepareStatement(COUNT)) {
            query.setLong(1, lastLetter);
            query.setLong(2, lastAudit);
            query.setString(3, who);
            try (var row = query.executeQuery()) {
                row.next();
                long failed = row.getLong(1);
                long handled = row.getLong(2);
                return new Count(handled, failed, row.getLong(3) - failed - handled);
            }
        }
    }
}
