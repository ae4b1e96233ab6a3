package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.runtime.Cleanup;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxCleanupTest {

    private static final Duration HORIZON = Duration.ofDays(2);

    /** More than a step removes. */
    private static final int MANY = 12_000;

    private static TestConsumer service;

    private Cleanup cleanup;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("cleanup", Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void makeCleanup() {
        cleanup = new Cleanup(
                InboxCleanup.NAME,
                Duration.ofMillis(50),
                service.context.getBean(Transactions.class),
                new InboxCleanup(HORIZON),
                Place.CONSUMER,
                service.context.getBean(ErrorReports.class));
    }

    @AfterEach
    void stopCleanup() {
        cleanup.stop();
    }

    private static void handled(String event, String ago) {
        service.database.execute("INSERT INTO entrega.inbox (handler, source, event_id, handled_at) VALUES"
                + " ('any', '/elsewhere', '" + event + "', now() - interval '" + ago + "')");
    }

    private static void failed(String event, String ago) {
        service.database.execute("INSERT INTO entrega.attempt (handler, source, event_id, last_error, last_at) VALUES"
                + " ('any', '/elsewhere', '" + event + "', '', now() - interval '" + ago + "')");
    }

    private static long rows(String table, String event) {
        return service.database.count("SELECT count(*) FROM entrega." + table + " WHERE event_id LIKE ?", event);
    }

    @Test
    void whatWasHandledOrFailedBeforeTheHorizonIsForgottenAndNothingYounger() {
        handled("young", "1 day");
        failed("young", "1 day");
        handled("on the horizon", "2 days 30 minutes"); // Clocks differ: another may still take its event for young.
        handled("old", "2 days 2 hours");
        failed("old", "2 days 2 hours");

        cleanup.start();

        await().until(() -> rows("inbox", "old") == 0 && rows("attempt", "old") == 0);
        assertThat(rows("inbox", "young")).isEqualTo(1);
        assertThat(rows("attempt", "young")).isEqualTo(1);
        assertThat(rows("inbox", "on the horizon")).isEqualTo(1);
    }

    @Test
    void moreThanOneStepRemovesIsForgottenToo() {
        service.database.execute("INSERT INTO entrega.inbox (handler, source, event_id, handled_at)"
                + " SELECT 'any', '/elsewhere', 'many-' || i, now() - interval '3 days' FROM generate_series(1, " + MANY
                + ") AS i");

        cleanup.start();

        await().until(() -> rows("inbox", "many-%") == 0);
    }

    @Test
    void oneProcessOfTheServiceIsEnough() throws SQLException {
        try (var other = service.database.connect();
                var turn = other.createStatement()) {
            turn.execute("SELECT pg_advisory_lock(hashtext('entrega.inbox cleanup'))");
            handled("in turn", "3 days");
            cleanup.start();
            await().during(Duration.ofMillis(500)).until(() -> rows("inbox", "in turn") == 1);
        }

        await().until(() -> rows("inbox", "in turn") == 0);
    }
}
