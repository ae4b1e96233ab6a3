package dev.entrega.messaging.runtime;

import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again to begin while the database or the broker is out of reach, and says what it waits for. Used by one thread at a time. */
final class Trying {

    private static final Logger LOG = LoggerFactory.getLogger(Trying.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String service;
    private final String command;
    private final ErrorReports reports;
    private String awaited = "";
    private int pauses;

    /**
     * @param service for the log
     * @param command what can't begin
     */
    Trying(String service, String command, ErrorReports reports) {
        this.service = service;
        this.command = command;
        this.reports = reports;
    }

    /**
     * @return false if something is out of reach
     * @throws RuntimeException if an operator has to mend something first
     */
    boolean succeeds(Runnable beginning) {
        try {
            beginning.run();
            return true;
        } catch (RuntimeException e) {
            var missing = Awaited.of(e).orElseThrow(() -> e);
            if (!missing.what().equals(awaited)) {
                LOG.error("{} waits for {}: {}", service, missing.what(), missing.why());
                reports.tell(ErrorReport.of(Place.START, command, "waits for " + missing.what(), e));
            }
            awaited = missing.what();
            return false;
        }
    }

    /** What was out of reach the last time. */
    String awaited() {
        return awaited;
    }

    /** How long to leave it alone now. Full jitter: many instances wait for the same database. */
    Duration pause() {
        long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(pauses++, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1 + most));
    }
}
