package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.job.JobTable.Claim;
import dev.entrega.messaging.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobTableTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final JobTable table = new JobTable();
    private JobsService service;
    private Transactions transactions;

    /** Due at these times and never again. */
    private record At(TreeSet<Instant> times) implements Schedule {
        static At ago(Instant now, int... minutes) {
            var times = new TreeSet<Instant>();
            for (int each : minutes) {
                times.add(now.minus(Duration.ofMinutes(each)));
            }
            return new At(times);
        }

        @Override
        public Instant next(Instant after) {
            return Optional.ofNullable(times.higher(after)).orElse(Instant.parse("2999-01-01T00:00:00Z"));
        }
    }

    @BeforeEach
    void start() {
        service = JobsService.start("none", (context, shipping) -> {});
        transactions = service.bean(Transactions.class);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void whatWasDueBeforeAJobWasKnownIsNobodys() {
        var job = job(Missed.EACH, At.ago(now, 30, 20, 10));
        declare(job);

        assertThat(claim(job)).isEmpty();
    }

    @Test
    void eachMissedTimeHasItsRunTheOldestFirst() throws SQLException {
        var job = job(Missed.EACH, At.ago(now, 30, 20, 10));
        knownForAnHour(job);

        for (int minutes : List.of(30, 20, 10)) {
            var run = claim(job).orElseThrow();
            assertThat(run.dueAt()).isEqualTo(now.minus(Duration.ofMinutes(minutes)));
            assertThat(claim(job)).as("one run follows the other").isEmpty();
            assertThat(end(run)).isTrue();
        }
        assertThat(claim(job)).isEmpty();
    }

    @Test
    void oneRunStandsForAllThatWereMissed() throws SQLException {
        var job = job(Missed.ONCE, At.ago(now, 30, 20, 10));
        knownForAnHour(job);

        var run = claim(job).orElseThrow();
        assertThat(run.dueAt()).isEqualTo(now.minus(Duration.ofMinutes(10)));
        assertThat(service.newestRun("test").said())
                .isEqualTo("stands for all since " + now.minus(Duration.ofMinutes(30)));
        end(run);
        assertThat(claim(job)).isEmpty();
    }

    @Test
    void whatWasMissedIsLeftOutWhereThatIsAskedFor() throws SQLException {
        var job = job(Missed.SKIP, At.ago(now, 30, 20, 10));
        knownForAnHour(job);

        assertThat(claim(job)).isEmpty();
        assertThat(service.newestRun("test").state()).isEqualTo("skipped");
        assertThat(service.newestRun("test").dueAt()).isEqualTo(now.minus(Duration.ofMinutes(10)));
        assertThat(claim(job)).isEmpty();
    }

    @Test
    void whatIsOnlyJustDueIsNotMissed() throws SQLException {
        var job = job(Missed.SKIP, At.ago(now, 30, 0));
        knownForAnHour(job);

        assertThat(claim(job)).map(Claim::dueAt).contains(now);
    }

    /** What has been decided then lies ahead. */
    @ParameterizedTest
    @EnumSource
    void whatHasRunIsNotDueAgainWhenTheClockGoesBack(Missed missed) throws SQLException {
        var job = job(missed, At.ago(now, 30, 20, 10));
        knownForAnHour(job);
        service.execute("UPDATE entrega.job SET decided = now() + interval '50 minutes'");

        assertThat(claim(job)).isEmpty();
        assertThat(service.sql("SELECT count(*) FROM entrega.job_run")).isEqualTo("0");
    }

    @Test
    void aLeaseIsAsShortAsEverWhenTheClockHasGoneBack() throws SQLException {
        var job = job(Missed.ONCE, At.ago(now, 30));
        knownForAnHour(job);
        var run = claim(job).orElseThrow();
        service.execute("UPDATE entrega.job_run SET lease_until = lease_until + interval '1 hour'");

        transactions.write(connection -> table.keep(connection, run, LEASE, new JobContext("test", now).progress()));

        assertThat(service.sql("SELECT lease_until <= clock_timestamp() + interval '30 seconds' FROM entrega.job_run"))
                .isEqualTo("t");
    }

    @Test
    void anotherScheduleBeginsAnew() throws SQLException {
        knownForAnHour(job(Missed.EACH, At.ago(now, 30)));
        var changed = new JobDefinition(
                "test", "another", At.ago(now, 20), Missed.EACH, Duration.ofMinutes(1), context -> {});

        declare(changed);

        assertThat(claim(changed)).isEmpty();
    }

    /** During a deploy, what older code has written down of its schedule is not the newer code's. */
    @Test
    void eachProcessLooksByItsOwnSchedule() throws SQLException {
        knownForAnHour(job(Missed.ONCE, At.ago(now, 30)));
        service.execute("UPDATE entrega.job SET next_due = now() + interval '1 day'");

        var standing = transactions.write(table::standings).getFirst();

        assertThat(standing.isStartable(At.ago(now, 30))).isTrue();
        assertThat(standing.isStartable(At.ago(now, 90))).as("decided already").isFalse();
    }

    @Test
    void aRunThatIsAskedForDoesNotMoveTheSchedule() throws SQLException {
        var job = job(Missed.ONCE, At.ago(now, 30));
        knownForAnHour(job);
        service.ask("test");

        var asked = claim(job).orElseThrow();
        assertThat(asked.dueAt()).isAfterOrEqualTo(now);
        end(asked);
        assertThat(claim(job)).map(Claim::dueAt).contains(now.minus(Duration.ofMinutes(30)));
    }

    @Test
    void whoHasLostARunHasNothingMoreToSayOfIt() throws SQLException {
        var job = job(Missed.ONCE, At.ago(now, 30));
        knownForAnHour(job);
        var lost = claim(job).orElseThrow();
        assertThat(holds(lost)).isTrue();
        service.execute("UPDATE entrega.job_run SET lease_until = now() - interval '1 second'");

        var taken = claim(job).orElseThrow();

        assertThat(taken.dueAt()).isEqualTo(lost.dueAt());
        assertThat(taken.fence()).isEqualTo(2);
        assertThat(holds(lost)).isFalse();
        assertThat(transactions.<Boolean>write(
                        connection -> table.keep(connection, lost, LEASE, new JobContext("test", now).progress())))
                .isFalse();
        assertThat(end(lost)).isFalse();
        assertThat(transactions.<Boolean>write(connection -> table.giveUp(connection, lost)))
                .isFalse();
        assertThat(holds(taken)).isTrue();
        assertThat(end(taken)).isTrue();
    }

    @Test
    void aRunThatIsGivenUpIsTakenAtOnce() throws SQLException {
        var job = job(Missed.ONCE, At.ago(now, 30));
        knownForAnHour(job);
        var run = claim(job).orElseThrow();
        assertThat(claim(job)).isEmpty();

        transactions.write(connection -> table.giveUp(connection, run));

        assertThat(claim(job)).map(Claim::fence).contains(2L);
    }

    @Test
    void nowIsARunThatFollowsWhatIsLeft() throws SQLException {
        var job = job(Missed.ONCE, At.ago(now, 30));
        knownForAnHour(job);

        var first = claimNow(job).orElseThrow();
        assertThat(claimNow(job)).isEmpty();
        assertThat(service.sql("SELECT count(*) FROM entrega.job_run")).isEqualTo("1");
        service.execute("UPDATE entrega.job_run SET lease_until = now() - interval '1 second'");
        assertThat(claimNow(job).orElseThrow().dueAt()).isEqualTo(first.dueAt());
    }

    @Test
    void forgetsRunsThatAreOldAndHaveEnded() throws SQLException {
        var job = job(Missed.EACH, At.ago(now, 30, 20));
        knownForAnHour(job);
        end(claim(job).orElseThrow());
        assertThat(claim(job)).isPresent();
        service.execute("UPDATE entrega.job_run SET ended_at = ended_at - interval '31 days'");

        assertThat(transactions.<Integer>write(
                        connection -> table.removeOlderThan(Duration.ofDays(30), connection, 10)))
                .isEqualTo(1);
        assertThat(service.state("test")).isEqualTo("running");
    }

    private JobDefinition job(Missed missed, Schedule schedule) {
        return new JobDefinition("test", "at times", schedule, missed, Duration.ofMinutes(1), context -> {});
    }

    private void declare(JobDefinition job) {
        transactions.write(connection -> {
            table.declare(connection, job);
            return job;
        });
    }

    private void knownForAnHour(JobDefinition job) throws SQLException {
        declare(job);
        service.execute("UPDATE entrega.job SET decided = now() - interval '1 hour'");
    }

    private Optional<Claim> claim(JobDefinition job) {
        return transactions.write(connection -> table.claim(connection, job, "test", LEASE));
    }

    private Optional<Claim> claimNow(JobDefinition job) {
        return transactions.write(connection -> table.claimNow(connection, job, "test", LEASE));
    }

    private boolean holds(Claim claim) {
        return transactions.write(connection -> table.hold(connection, claim));
    }

    private boolean end(Claim claim) {
        return transactions.write(
                connection -> table.end(connection, claim, new JobContext("test", now).progress(), null));
    }
}
