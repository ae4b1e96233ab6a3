package dev.entrega.messaging.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.MessagingException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Migrations that are interrupted, that two processes make at once, and that are newer than the code. */
class MigrationsTest {
    private static final Duration LOCK_OF_A_KILLED_PROCESS = Duration.ofSeconds(5);

    private final String url = SharedCloud.freshDatabase("migrations");
    private final DataSource database = MigratingProcess.database(url);

    @Test
    void severalAtOnceMakeEachMigrationOnce() throws Exception {
        Callable<Boolean> migrate = () -> {
            MigratingProcess.of("new").run(database);
            return true;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(Collections.nCopies(3, migrate))) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(number("SELECT count(*) FROM entrega.article")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM entrega.test_history WHERE version = '2'"))
                .isEqualTo(1);
    }

    @Test
    void olderCodeWorksOnANewerSchema() {
        MigratingProcess.of("new").run(database);

        assertThat(MigratingProcess.of("old").missing(database)).isEmpty();
        assertThatCode(() -> MigratingProcess.of("old").run(database)).doesNotThrowAnyException();
    }

    @Test
    void aMigrationThatFailedOutsideOfATransactionIsNotTakenForMade() {
        assertThatThrownBy(() -> MigratingProcess.of("failing").run(database)).isInstanceOf(MessagingException.class);

        assertThat(MigratingProcess.of("failing").missing(database))
                .contains("V2__article_size.sql of test has failed");
    }

    @Test
    @Tag("faults")
    void aMigrationThatIsKilledMidwayIsRolledBackAndMadeByTheNextRelease() throws Exception {
        try (var test = database.getConnection();
                var killed = MigratingProcess.start(url, "slow")) {
            execute(test, "SELECT pg_advisory_lock(4711)");
            await().atMost(Duration.ofSeconds(30)).until(() -> isWaiting("advisory"));
            killed.kill();
            await().atMost(LOCK_OF_A_KILLED_PROCESS).until(() -> !isWaiting("advisory"));
            execute(test, "SELECT pg_advisory_unlock(4711)");
        }
        assertThat(number("SELECT count(*) FROM entrega.article")).isEqualTo(1);

        MigratingProcess.of("slow").run(database);

        assertThat(number("SELECT count(*) FROM entrega.article WHERE colour = 'red'"))
                .isEqualTo(1);
        assertThat(MigratingProcess.of("slow").missing(database)).isEmpty();
    }

    @Test
    @Tag("faults")
    void anIndexWhoseBuildingWasKilledIsNoticedUntilItIsMended() throws Exception {
        MigratingProcess.of("old").run(database);
        try (var writer = database.getConnection();
                var killed = MigratingProcess.start(url, "index")) {
            writer.setAutoCommit(false);
            execute(writer, "UPDATE entrega.article SET name = 'written'");
            await().atMost(Duration.ofSeconds(30)).until(() -> isWaiting("virtualxid"));
            killed.kill();
            await().atMost(LOCK_OF_A_KILLED_PROCESS).until(() -> !isWaiting("virtualxid"));
            writer.rollback();
        }

        for (int release = 1; release <= 2; release++) {
            assertThatThrownBy(() -> MigratingProcess.of("index").run(database))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("index entrega.article_name of table article is invalid")
                    .hasMessageContaining("REINDEX INDEX CONCURRENTLY entrega.article_name");
        }
        try (var operator = database.getConnection()) {
            execute(operator, "REINDEX INDEX CONCURRENTLY entrega.article_name");
        }
        assertThatCode(() -> MigratingProcess.of("index").run(database)).doesNotThrowAnyException();
    }

    private boolean isWaiting(String lock) throws SQLException {
        return number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = '"
                        + lock + "'")
                > 0;
    }

    private long number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
