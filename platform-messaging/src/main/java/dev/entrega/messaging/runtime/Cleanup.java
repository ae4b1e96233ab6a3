package dev.entrega.messaging.runtime;

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
 * Forgets what is old, in small steps, so that no step holds locks for long or leaves much for a vacuum at once. Of all
 * processes of a service one is at it at a time.
 */
public final class Cleanup implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private static final int STEP = 5000;

    /** What is removed in one transaction. */
    public interface Step {
        /**
         * @param atMost so many rows
         * @return how many are gone; fewer if there are no more
         */
        int remove(Connection connection, int atMost) throws SQLException;
    }

    private final String name;
    private final Duration interval;
    private final Transactions transactions;
    private final Step step;
    private final Place place;
    private final ErrorReports reports;
    private final Loop loop;

    /**
     * @param name the same in all processes of the service, as {@code inbox cleanup}
     * @param interval between the end of one look and the next
     * @param place who reports a failure
     */
    public Cleanup(
            String name, Duration interval, Transactions transactions, Step step, Place place, ErrorReports reports) {
        this.name = name;
        this.interval = interval;
        this.transactions = transactions;
        this.step = step;
        this.place = place;
        this.reports = reports;
        this.loop = new Loop(Thread.ofVirtual().name(name.replace(' ', '-')), interval, this::round, this::failed);
    }

    @Override
    public void start() {
        loop.start();
    }

    private void round() {
        int gone = STEP;
        while (gone == STEP && !Thread.currentThread().isInterrupted()) {
            gone = transactions.write(connection -> isItsTurn(connection) ? step.remove(connection, STEP) : 0);
        }
    }

    private boolean isItsTurn(Connection connection) throws SQLException {
        String sql = "SELECT pg_try_advisory_xact_lock(hashtext('entrega.' || ?))";
        try (var lock = connection.prepareStatement(sql)) {
            lock.setString(1, name);
            try (var rows = lock.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private void failed(Throwable failure) {
        LOG.error("{} has failed, it is tried again in {}: {}", name, interval, failure.toString());
        reports.tell(ErrorReport.of(place, name, "failed", failure));
    }

    /** Stops at once; a step that has begun is committed or not. */
    @Override
    public void stop() {
        loop.stop();
    }
}
