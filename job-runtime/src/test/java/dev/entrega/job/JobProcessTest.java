package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.SharedCloud;
import dev.entrega.local.process.ChildProcess;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Jobs in processes that end, and are ended. */
class JobProcessTest {

    private final String database = SharedCloud.freshDatabase("jobs-process");

    @Test
    void aRunWhoseProcessIsKilledIsBegunAnewByAnother() throws Exception {
        try (var first = JobsProcess.start(database, 60_000)) {
            first.await("is ready");
            ask();
            first.await("the first is shipped");
            try (var second = JobsProcess.start(database, 0)) {
                second.await("is ready");
                first.kill();

                second.await("outcome=done");
            }
        }
        assertThat(sql("SELECT state || ' ' || fence FROM entrega.job_run")).isEqualTo("done 2");
        assertThat(sql("SELECT count(*) || ' ' || count(DISTINCT event_id) FROM entrega.outbox"))
                .as("what was shipped twice has one id")
                .isEqualTo("4 3");
    }

    @Test
    void aProcessThatStoodStillPublishesNothingMoreOfItsRun() throws Exception {
        try (var paused = JobsProcess.start(database, 4000)) {
            paused.await("is ready");
            ask();
            paused.await("the first is shipped").stop();
            try (var other = JobsProcess.start(database, 0)) {
                other.await("outcome=done");
                paused.goOn();

                paused.await("outcome=lost");
            }
        }
        assertThat(sql("SELECT state || ' ' || fence FROM entrega.job_run")).isEqualTo("done 2");
        assertThat(sql("SELECT count(*) FROM entrega.outbox"))
                .as("one of the paused process's, three of the other's")
                .isEqualTo("4");
    }

    @Test
    void aProcessThatIsToldToStopFinishesItsRunFirst() throws Exception {
        try (var process = JobsProcess.start(database, 3000)) {
            process.await("is ready");
            ask();
            process.await("the first is shipped").terminate();
            process.awaitExit();
        }
        assertThat(sql("SELECT state FROM entrega.job_run")).isEqualTo("done");
        assertThat(sql("SELECT count(*) FROM entrega.outbox")).isEqualTo("3");
    }

    @Test
    void aProcessMayDoOneRunAndEnd() throws Exception {
        try (var released = JobsProcess.start(database, 0, "release")) {
            released.await("is released");
        }
        try (var notDue = JobsProcess.start(database, 0, "job", "yearly")) {
            assertThat(exit(notDue)).as(notDue.output()).isZero();
            assertThat(notDue.output()).contains("job=yearly is not due");
        }
        execute("UPDATE entrega.job SET decided = now() - interval '2 years', next_due = now() - interval '1 year'");
        try (var due = JobsProcess.start(database, 0, "job", "yearly")) {
            assertThat(exit(due)).as(due.output()).isZero();
        }
        assertThat(sql("SELECT to_char(due_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI') || state FROM entrega.job_run"))
                .isEqualTo("01-01 00:00done");
        assertThat(sql("SELECT count(*) FROM entrega.outbox WHERE published_at IS NOT NULL"))
                .as("sent before it ended")
                .isEqualTo("3");
        try (var now = JobsProcess.start(database, 0, "job", "yearly", "--now")) {
            assertThat(exit(now)).as(now.output()).isZero();
        }
        assertThat(sql("SELECT count(*) FROM entrega.job_run WHERE state = 'done'"))
                .isEqualTo("2");
        try (var unknown = JobsProcess.start(database, 0, "job", "monthly")) {
            assertThat(exit(unknown)).isEqualTo(1);
            assertThat(unknown.output()).contains("there is no job monthly; there are: yearly");
        }
    }

    /** It has no tables of its own; its runs are written down where it is given a database, and nowhere else. */
    @Test
    void saysWhetherItHasADatabase() throws Exception {
        try (var with = JobsProcess.start(database, 0, "describe");
                var without = JobsProcess.start("", 0, "describe")) {
            with.await("\"database\":true");
            without.await("\"database\":false");
        }
    }

    @Test
    void aWordThatNobodyKnowsIsNotUnderstood() throws Exception {
        try (var unknown = JobsProcess.start(database, 0, "joob")) {
            assertThat(exit(unknown)).isEqualTo(2);
            assertThat(unknown.output()).contains("\"joob\" is not understood");
        }
    }

    private void ask() throws SQLException {
        try (var connection = connect()) {
            assertThat(new JobHistory().ask(connection, "yearly", "a test")).isPresent();
        }
    }

    private String sql(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return JobsService.connect(database);
    }

    private static int exit(ChildProcess process) throws InterruptedException {
        process.awaitExit();
        return process.exitCode();
    }
}
