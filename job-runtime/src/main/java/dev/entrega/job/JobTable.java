package dev.entrega.job;

import dev.entrega.job.JobContext.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code entrega.job} and {@code entrega.job_run}. Each method is part of its caller's transaction; the time is the
 * database's, which all processes share. Thread-safe.
 */
final class JobTable {

    /** A due time that nobody has taken for so long was missed. */
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private static final String NOW = "clock_timestamp()";
    private static final String LEASE = NOW + " + ? * interval '1 millisecond'";

    /** The run that a process has; each that takes it gets a higher fence. */
    record Claim(String job, Instant dueAt, long fence) {}

    /**
     * How a job stands.
     *
     * @param open whether a run is asked for, or was left by its process
     * @param decided up to when
     * @param now by the database's clock
     */
    record Standing(
            String job,
            boolean open,
            Instant decided,
            Instant now,
            @Nullable Instant lastSuccess) {

        /** Whether there may be something to claim, by the schedule of this process's code. */
        boolean isStartable(Schedule schedule) {
            return open || !schedule.next(decided).isAfter(now);
        }
    }

    /** Makes a job known: what was due before that is nobody's. So it is too with a schedule that has changed. */
    void declare(Connection connection, JobDefinition job) throws SQLException {
        String sql = """
            INSERT INTO entrega.job (name, schedule, decided, next_due) VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE
               SET schedule = excluded.schedule, decided = excluded.decided, next_due = excluded.next_due
             WHERE job.schedule <> excluded.schedule""";
        var now = now(connection);
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, job.name());
            insert.setString(2, job.when());
            set(insert, 3, now);
            set(insert, 4, job.schedule().next(now));
            insert.executeUpdate();
        }
    }

    /** How all jobs stand; locks nothing. */
    List<Standing> standings(Connection connection) throws SQLException {
        String sql = """
            SELECT name, last_success, decided, clock_timestamp(), EXISTS (
                       SELECT 1 FROM entrega.job_run
                        WHERE job = name
                          AND (state = 'asked' OR state = 'running' AND lease_until < clock_timestamp()))
              FROM entrega.job""";
        try (var select = connection.prepareStatement(sql);
                var rows = select.executeQuery()) {
            var standings = new ArrayList<Standing>();
            while (rows.next()) {
                standings.add(new Standing(
                        rows.getString(1),
                        rows.getBoolean(5),
                        requireTime(rows, 3),
                        requireTime(rows, 4),
                        time(rows, 2)));
            }
            return standings;
        }
    }

    /**
     * Takes the next run of a job, unless one is running or another process is about to take it: a run that was abandoned,
     * else one that was asked for, else what is due.
     *
     * @param holder which process, for people
     */
    Optional<Claim> claim(Connection connection, JobDefinition job, String holder, Duration lease) throws SQLException {
        var decided = lock(connection, job.name());
        if (decided.isEmpty()) {
            return Optional.empty();
        }
        var open = open(connection, job.name());
        return open.isPresent()
                ? take(connection, job.name(), open.get(), holder, lease)
                : claimDue(connection, job, decided.get(), holder, lease);
    }

    /** Takes a run now, whatever the schedule says; first of all one that is left. Empty if one is running. */
    Optional<Claim> claimNow(Connection connection, JobDefinition job, String holder, Duration lease)
            throws SQLException {
        if (lock(connection, job.name()).isEmpty()) {
            return Optional.empty();
        }
        var open = open(connection, job.name());
        var due = open.isPresent() ? open : ask(connection, job.name(), holder);
        return due.isPresent() ? take(connection, job.name(), due.get(), holder, lease) : Optional.empty();
    }

    private static Optional<Claim> claimDue(
            Connection connection, JobDefinition job, Instant decided, String holder, Duration lease)
            throws SQLException {
        var now = now(connection);
        var first = job.schedule().next(decided);
        if (first.isAfter(now)) {
            return Optional.empty();
        }
        var due = job.missed() == Missed.EACH
                ? first
                : job.schedule().lastUntil(now).orElse(first);
        decide(connection, job, due);
        boolean late = due.plus(PUNCTUAL).isBefore(now);
        if (job.missed() == Missed.SKIP && late) {
            insert(connection, job.name(), due, "skipped", "nobody was there since " + first);
            return Optional.empty();
        }
        insert(connection, job.name(), due, "asked", due.equals(first) ? null : "stands for all since " + first);
        return take(connection, job.name(), due, holder, lease);
    }

    /**
     * Asks for a run now, whatever the schedule says: the next process that looks takes it.
     *
     * @param who for people
     * @return its due time; empty if there is no such job
     */
    static Optional<Instant> ask(Connection connection, String job, String who) throws SQLException {
        String sql = """
            INSERT INTO entrega.job_run (job, due_at, state, said)
            SELECT name, clock_timestamp(), 'asked', ? FROM entrega.job WHERE name = ? RETURNING due_at""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, "asked for by " + who);
            insert.setString(2, job);
            try (var row = insert.executeQuery()) {
                return row.next() ? Optional.ofNullable(time(row, 1)) : Optional.empty();
            }
        }
    }

    /** @return up to when is decided; empty if another process looks at the job this very moment */
    private static Optional<Instant> lock(Connection connection, String job) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT decided FROM entrega.job WHERE name = ? FOR UPDATE SKIP LOCKED")) {
            select.setString(1, job);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(time(row, 1)) : Optional.empty();
            }
        }
    }

    /** The due time of the run that is running, or else of the first that was asked for: it comes before any other. */
    private static Optional<Instant> open(Connection connection, String job) throws SQLException {
        String sql = """
            SELECT due_at FROM entrega.job_run WHERE job = ? AND state IN ('asked', 'running')
             ORDER BY state = 'asked', due_at LIMIT 1""";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, job);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(requireTime(row, 1)) : Optional.empty();
            }
        }
    }

    /**
     * Takes a run that was asked for or whose lease is over. Waits for no transaction that publishes under the former holder's
     * fence: until that has ended, it has the run.
     */
    private static Optional<Claim> take(Connection connection, String job, Instant due, String holder, Duration lease)
            throws SQLException {
        String sql = "UPDATE entrega.job_run SET state = 'running', fence = fence + 1, holder = ?, lease_until = "
                + LEASE
                + ", started_at = coalesce(started_at, " + NOW + ")"
                + " WHERE ctid = (SELECT ctid FROM entrega.job_run WHERE job = ? AND due_at = ?"
                + " AND (state = 'asked' OR state = 'running' AND lease_until < " + NOW + ") FOR UPDATE SKIP LOCKED)"
                + " RETURNING fence";
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, holder);
            update.setLong(2, lease.toMillis());
            update.setString(3, job);
            set(update, 4, due);
            try (var row = update.executeQuery()) {
                return row.next() ? Optional.of(new Claim(job, due, row.getLong(1))) : Optional.empty();
            }
        }
    }

    private static void decide(Connection connection, JobDefinition job, Instant due) throws SQLException {
        try (var update =
                connection.prepareStatement("UPDATE entrega.job SET decided = ?, next_due = ? WHERE name = ?")) {
            set(update, 1, due);
            set(update, 2, job.schedule().next(due));
            update.setString(3, job.name());
            update.executeUpdate();
        }
    }

    private static void insert(Connection connection, String job, Instant due, String state, @Nullable String said)
            throws SQLException {
        String sql = "INSERT INTO entrega.job_run (job, due_at, state, said, ended_at) VALUES (?, ?, ?, ?, "
                + (state.equals("skipped") ? NOW : "NULL") + ") ON CONFLICT DO NOTHING";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, job);
            set(insert, 2, due);
            insert.setString(3, state);
            insert.setString(4, said);
            insert.executeUpdate();
        }
    }

    /** Holds the run until the transaction has ended, so that nobody takes it over before. */
    boolean hold(Connection connection, Claim claim) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM entrega.job_run" + OWN + " FOR KEY SHARE")) {
            own(select, 1, claim);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    boolean keep(Connection connection, Claim claim, Duration lease, Progress progress) throws SQLException {
        String sql = "UPDATE entrega.job_run SET done = ?, total = ?, said = coalesce(?, said), lease_until = " + LEASE
                + OWN;
        try (var update = connection.prepareStatement(sql)) {
            set(update, 1, progress);
            update.setLong(4, lease.toMillis());
            own(update, 5, claim);
            return update.executeUpdate() == 1;
        }
    }

    boolean giveUp(Connection connection, Claim claim) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE entrega.job_run SET lease_until = " + NOW + OWN)) {
            own(update, 1, claim);
            return update.executeUpdate() == 1;
        }
    }

    boolean end(Connection connection, Claim claim, Progress progress, @Nullable String failure) throws SQLException {
        String sql = "UPDATE entrega.job_run SET done = ?, total = ?, said = coalesce(?, said), state = ?, failure = ?,"
                + " ended_at = " + NOW + ", lease_until = NULL" + OWN;
        try (var update = connection.prepareStatement(sql)) {
            set(update, 1, progress);
            update.setString(4, failure == null ? "done" : "failed");
            update.setString(5, failure);
            own(update, 6, claim);
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        if (failure == null) {
            succeeded(connection, claim.job());
        }
        return true;
    }

    private static void succeeded(Connection connection, String job) throws SQLException {
        try (var update =
                connection.prepareStatement("UPDATE entrega.job SET last_success = " + NOW + " WHERE name = ?")) {
            update.setString(1, job);
            update.executeUpdate();
        }
    }

    int removeOlderThan(Duration age, Connection connection, int atMost) throws SQLException {
        String sql = """
            DELETE FROM entrega.job_run WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM entrega.job_run
                 WHERE state NOT IN ('asked', 'running') AND ended_at < clock_timestamp() - ? * interval '1 second'
                 LIMIT ?))""";
        try (var delete = connection.prepareStatement(sql)) {
            delete.setLong(1, age.toSeconds());
            delete.setInt(2, atMost);
            return delete.executeUpdate();
        }
    }

    private static final String OWN = " WHERE job = ? AND due_at = ? AND fence = ? AND state = 'running'";

    private static void own(PreparedStatement statement, int first, Claim claim) throws SQLException {
        statement.setString(first, claim.job());
        set(statement, first + 1, claim.dueAt());
        statement.setLong(first + 2, claim.fence());
    }

    private static void set(PreparedStatement statement, int first, Progress progress) throws SQLException {
        statement.setObject(first, progress.done(), Types.BIGINT);
        statement.setObject(first + 1, progress.total(), Types.BIGINT);
        statement.setString(first + 2, progress.said());
    }

    private static void set(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setObject(index, time.atOffset(ZoneOffset.UTC));
    }

    private static Instant now(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT " + NOW);
                var row = select.executeQuery()) {
            row.next();
            return requireTime(row, 1);
        }
    }

    static Instant requireTime(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
