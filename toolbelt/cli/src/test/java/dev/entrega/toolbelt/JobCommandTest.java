package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCommandTest {

    @TempDir
    Path folder;

    private ServiceDatabase database;
    private Terminal terminal;

    @BeforeEach
    void aServiceWithTwoJobs() throws IOException, SQLException {
        database = ServiceDatabase.migrated("job");
        var without = ServiceDatabase.migrated("messaging");
        terminal = Terminal.withProfile(folder, Map.of("settlement-job", database.url(), "orders-api", without.url()));
        database.execute("""
            INSERT INTO entrega.job (name, schedule, decided, next_due, last_success)
            VALUES ('settle', 'every 1m', now(), '2999-01-01T00:01:00Z', now() - interval '3 hours'),
                   ('remind', '0 3 * * * Europe/Lisbon', now(), '2999-01-01T03:00:00Z', NULL)""");
        database.execute("""
            INSERT INTO entrega.job_run (job, due_at, state, fence, holder, started_at, ended_at, done, total, said, failure)
            VALUES ('settle', '2026-03-01T00:01:00Z', 'done', 1, 'dyno:7', '2026-03-01T00:01:01Z', '2026-03-01T00:01:03.5Z',
                    250, 250, '250 payouts are due', NULL),
                   ('settle', '2026-03-01T00:02:00Z', 'failed', 2, 'dyno:8', '2026-03-01T00:02:01Z', '2026-03-01T00:02:02Z',
                    NULL, NULL, NULL, 'java.io.IOException: no answer'),
                   ('settle', '2026-03-01T00:03:00Z', 'running', 1, 'dyno:8', '2026-03-01T00:03:01Z', NULL,
                    10, 40, NULL, NULL)""");
    }

    @Test
    void listShowsWhenEachIsDueAndWhenItWasDone() {
        var result = terminal.run("job", "list");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).hasSize(3);
        assertThat(result.lines().get(1))
                .contains("settlement-job", "remind", "0 3 * * * Europe/Lisbon", "2999-01-01T03:00:00Z", "never");
        assertThat(result.lines().get(2)).contains("settle", "every 1m", "3h", "running");
        assertThat(terminal.run("job", "list", "--json").lines().getFirst())
                .isEqualTo(
                        "{\"service\":\"settlement-job\",\"job\":\"remind\",\"schedule\":\"0 3 * * * Europe/Lisbon\","
                                + "\"nextDue\":\"2999-01-01T03:00:00Z\",\"lastSuccess\":null,\"state\":null}");
    }

    @Test
    void historyShowsTheNewestFirst() {
        var result = terminal.run("job", "history", "settlement-job", "settle");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).hasSize(4);
        assertThat(result.lines().get(1)).contains("2026-03-01T00:03:00Z", "running", "10 of 40");
        assertThat(result.lines().get(2)).contains("failed", "1.0s", "2", "java.io.IOException: no answer");
        assertThat(result.lines().get(3)).contains("done", "2.5s", "250 of 250", "250 payouts are due");
        assertThat(terminal.run("job", "history", "settlement-job", "settle", "--limit", "1", "--json")
                        .lines())
                .singleElement()
                .asString()
                .contains("\"dueAt\":\"2026-03-01T00:03:00Z\"", "\"state\":\"running\"", "\"holder\":\"dyno:8\"");
        assertThat(terminal.run("job", "history", "settlement-job", "remind").err())
                .contains("no run of remind yet");
    }

    @Test
    void runAsksForARunAndSaysWho() throws SQLException {
        var result = terminal.run("job", "run", "settlement-job", "remind", "--yes");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("asked for a run of remind, due at ");
        assertThat(result.err()).contains("toolbelt job history settlement-job remind");
        assertThat(database.count("SELECT count(*) FROM entrega.job_run"
                        + " WHERE job = 'remind' AND state = 'asked' AND said LIKE 'asked for by %@%'"))
                .isEqualTo(1);
    }

    @Test
    void whatThereIsNotIsSaid() throws SQLException {
        assertThat(terminal.run("job", "run", "settlement-job", "remind").exitCode())
                .as("nobody was asked")
                .isEqualTo(4);
        var unknown = terminal.run("job", "run", "settlement-job", "remember", "--yes");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err()).contains("settlement-job has no job remember", "toolbelt job list");
        assertThat(terminal.run("job", "history", "settlement-job", "remember").exitCode())
                .isEqualTo(3);
        assertThat(terminal.run("job", "history", "orders-api", "settle").err()).contains("orders-api has no jobs");
        assertThat(database.count("SELECT count(*) FROM entrega.job_run WHERE state = 'asked'"))
                .isZero();
    }
}
