package dev.entrega.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was written down of a service's jobs, for tools. Each method is a statement in its caller's transaction. Thread-safe. */
public final class JobHistory {

    /**
     * A job.
     *
     * @param schedule as its class declares it
     * @param lastSuccess when a run of it was last done
     * @param state of the run that is running or asked for; null if there is none
     */
    public record Entry(
            String job,
            String schedule,
            Instant nextDue,
            @Nullable Instant lastSuccess,
            @Nullable String state) {}

    /**
     * A run.
     *
     * @param state asked, running, done, failed or skipped
     * @param attempts how many processes have begun it
     * @param holder the process that has or had it
     * @param done of {@code total}, as it has said last
     * @param said its last words
     */
    public record Run(
            Instant dueAt,
            String state,
            long attempts,
            @Nullable String holder,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long done,
            @Nullable Long total,
            @Nullable String said,
            @Nullable String failure) {}

    /** All jobs that this version or an older one of the service has declared, by name. */
    public List<Entry> jobs(Connection connection) throws SQLException {
        String sql = """
            SELECT name, schedule, next_due, last_success,
                   (SELECT state FROM entrega.job_run WHERE job = name AND state IN ('asked', 'running')
                     ORDER BY state = 'asked', due_at LIMIT 1)
              FROM entrega.job ORDER BY name""";
        try (var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            var jobs = new ArrayList<Entry>();
            while (rows.next()) {
                jobs.add(new Entry(
                        rows.getString(1),
                        rows.getString(2),
                        JobTable.requireTime(rows, 3),
                        JobTable.time(rows, 4),
                        rows.getString(5)));
            }
            return jobs;
        }
    }

    /** The runs of a job, the newest due time first. */
    public List<Run> runs(Connection connection, String job, int limit) throws SQLException {
        String sql = """
            SELECT due_at, state, fence, holder, started_at, ended_at, done, total, said, failure
              FROM entrega.job_run WHERE job = ? ORDER BY due_at DESC LIMIT ?""";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, job);
            select.setInt(2, limit);
            try (var rows = select.executeQuery()) {
                var runs = new ArrayList<Run>();
                while (rows.next()) {
                    runs.add(new Run(
                            JobTable.requireTime(rows, 1),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getString(4),
                            JobTable.time(rows, 5),
                            JobTable.time(rows, 6),
                            rows.getObject(7, Long.class),
                            rows.getObject(8, Long.class),
                            rows.getString(9),
                            rows.getString(10)));
                }
                return runs;
            }
        }
    }

    /**
     * Asks for a run now, whatever the schedule says: the next process of the service that looks begins it, after a run that
     * has not ended.
     *
     * @param who for people
     * @return its due time; empty if there is no such job
     */
    public Optional<Instant> ask(Connection connection, String job, String who) throws SQLException {
        return JobTable.ask(connection, job, who);
    }
}
