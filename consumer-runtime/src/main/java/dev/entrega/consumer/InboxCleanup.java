package dev.entrega.consumer;

import dev.entrega.messaging.Loop;
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
    private final Loop loop;

    InboxCleanup(Transactions transactions, Duration horizon, Duration interval, ErrorReports reports) {
        this.transactions = transactions;
        this.age = horizon.plus(MARGIN);
        this.interval = interval;
        this.reports = reports;
        this.loop = new Loop(Thread.ofVirtual().name("inbox-cleanup"), interval, this::round, this::failed);
    }

    @Override
    public void start() {
        loop.start();
    }

    private void round() {
        int forgotten = STEP;
        while (forgotten == STEP && !Thread.currentThread().isInterrupted()) {
            forgotten = transactions.write(this::step);
        }
    }

    private void failed(Throwable failure) {
        LOG.error("What is old could not be forgotten, it is tried again in {}: {}", interval, failure.toString());
        reports.tell(ErrorReport.of(Place.CONSUMER, "inbox cleanup", "failed", failure));
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
        loop.stop();
    }
}
