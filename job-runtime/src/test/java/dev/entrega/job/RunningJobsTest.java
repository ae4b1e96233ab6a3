package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.job.JobContext.Progress;
import dev.entrega.job.JobRun.End;
import dev.entrega.messaging.Fence;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReports;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunningJobsTest {

    private static final Instant DUE = Instant.parse("2026-11-29T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final ErrorReports reports = new ErrorReports() {
        @Override
        public void tell(ErrorReport report) {
            told.add(report.name() + " " + report.problem());
        }

        @Override
        public void close() {}
    };
    private final RunningJobs running = new RunningJobs(Duration.ofSeconds(30), Duration.ofMillis(300), reports);

    /** Writes down what it is told, in order. */
    private final class Written implements RunRecord {
        @Override
        public Fence fence() {
            return connection -> {};
        }

        @Override
        public boolean keep(Progress progress) {
            return true;
        }

        @Override
        public boolean end(Progress progress, @Nullable String failure) {
            written.add(failure == null ? "done" : "failed: " + failure);
            return true;
        }

        @Override
        public void giveUp() {
            written.add(Thread.currentThread().isInterrupted() ? "given up while interrupted" : "given up");
        }
    }

    @Test
    void whatEndsInTimeAfterTheStopIsDone() throws Exception {
        var patient = new RunningJobs(Duration.ofSeconds(30), PATIENCE, reports);
        var run = patient.start(job(context -> Thread.sleep(100), "1m"), DUE, new Written());

        patient.stop();

        assertThat(run.await(PATIENCE)).isEqualTo(End.DONE);
        assertThat(written).containsExactly("done");
    }

    @Test
    void whatDoesNotIsInterruptedAndLeftToOthers() throws Exception {
        var begun = new CountDownLatch(1);
        var run = start(
                context -> {
                    begun.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw e;
                    }
                },
                "2m");
        begun.await();

        running.stop();

        assertThat(run.await(PATIENCE)).isEqualTo(End.GIVEN_UP);
        assertThat(written).containsExactly("given up");
        assertThat(told).as("a deploy is nobody's error").isEmpty();
    }

    @Test
    void whatComesToItsEndWhileItIsInterruptedIsDone() throws Exception {
        var run = start(
                context -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        context.log("finished all the same");
                    }
                },
                "2m");

        running.stop();

        assertThat(run.await(PATIENCE)).isEqualTo(End.DONE);
        assertThat(written).containsExactly("done");
    }

    @Test
    void aRunWhoseTimeIsOverHasFailedAlthoughItGoesOn() throws Exception {
        var end = new CountDownLatch(1);
        var run = start(
                context -> {
                    while (end.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                },
                "1s");

        assertThat(run.await(PATIENCE)).isEqualTo(End.FAILED);
        assertThat(written).containsExactly("failed: has not ended within PT1S");
        assertThat(told).containsExactly("test timed out");
        assertThat(running.has(job(context -> {}, "1s")))
                .as("the next may begin")
                .isFalse();
        end.countDown();
    }

    @Test
    void anErrorIsWrittenDownAndTold() throws Exception {
        var run = start(
                context -> {
                    throw new IOError(new IOException("on \0 purpose"));
                },
                "1m");

        assertThat(run.await(PATIENCE)).isEqualTo(End.FAILED);
        assertThat(written).containsExactly("failed: java.io.IOError: java.io.IOException: on \uFFFD purpose");
        assertThat(told).containsExactly("test failed");
    }

    private JobRun start(Job job, String timeout) {
        return running.start(job(job, timeout), DUE, new Written());
    }

    private static JobDefinition job(Job job, String timeout) {
        var parsed = Duration.parse("PT" + timeout.toUpperCase(Locale.ROOT));
        return new JobDefinition(
                "test", "every 1h", new Schedule.FixedRate(Duration.ofHours(1)), Missed.ONCE, parsed, job);
    }
}
