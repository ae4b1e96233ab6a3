package dev.entrega.consumer;

import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what was handled before the horizon, in small steps, so that no step holds locks for long or leaves much for a
 * vacuum at once.
 */
final class InboxCleanup implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(InboxCleanup.class);

    private static final int STEP = 5000;

    /** Beyond the horizon: clocks differ. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Transactions transactions;
    private final Duration age;
    private final Duration interval;
    private final ErrorReports reports;
    private final Thread loop = Thread.ofVirtual().name("inbox-cleanup").unstarted(this::run);

    InboxCleanup(Transactions transactions, Duration horizon, Duration interval, ErrorReports reports) {
        this.transactions = transactions;
        this.age = horizon.plus(MARGIN);
        this.interval = interval;
        this.reports = reports;
    }

    @Override
    public void start() {
        loop.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                int forgotten = transactions.write(this::step);
                if (forgotten == STEP) {
                    continue;
                }
            } catch (RuntimeException e) {
                LOG.error("What is old could not be forgotten, it is tried again in {}: {}", interval, e.toString());
                reports.tell(ErrorReport.of(Place.CONSUMER, "inbox cleanup", "failed", e));
            }
            try {
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return how many rows of the inbox are gone; 0 also if another process is at it */
    private int step(Connection connection) throws SQLException {
        String sql = """
            WITH turn AS (SELECT pg_try_advisory_xact_lock(hashtext('entrega.inbox cleanup')) AS mine),
                 failures AS (
                    DELETE FROM entrega.attempt WHERE ctid = ANY (ARRAY(
                        SELECT ctid FROM entrega.attempt, turn
                         WHERE mine AND last_at < now() - ? * interval '1 second' LIMIT ?)))
            DELETE FROM entrega.inbox WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM entrega.inbox, turn
                 WHERE mine AND handled_at < now() - ? * interval '1 second' LIMIT ?))""";
        try (var delete = connection.prepareStatement(sql)) {
            delete.setLong(1, age.toSeconds());
            delete.setInt(2, STEP);
            delete.setLong(3, age.toSeconds());
            delete.setInt(4, STEP);
            return delete.executeUpdate();
        }
    }

    /** Stops at once; a step that has begun is committed or not. */
    @Override
    public void stop() {
        loop.interrupt();
    }
}
