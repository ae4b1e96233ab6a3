package dev.entrega.job;

import dev.entrega.job.JobContext.Progress;
import dev.entrega.messaging.Fence;
import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.RepeatableIds;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run in this process, on a thread of its own. A second thread says to the others every few seconds that the run is still
 * alive, and ends it when its time is over or another process has it. Used once.
 */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    /** How it has come to its end. */
    enum End {
        DONE,
        FAILED,
        /** Another process has it. */
        LOST,
        /** This process was told to stop, and another begins it anew. */
        GIVEN_UP
    }

    /** What has decided how it ends: the first. */
    private enum Cause {
        /** Nothing but itself. */
        ENDED,
        TIMEOUT,
        LOST,
        STOP
    }

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Of the time until the run is another's; one that is late by as much is still in time. */
    private static final int KEEPS_PER_LEASE = 3;

    private final JobDefinition job;
    private final JobContext context;
    private final RunRecord record;
    private final Duration lease;
    private final ErrorReports reports;
    private final ReentrantLock ending = new ReentrantLock();
    private volatile @Nullable Cause endedBy;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread running;
    private final Thread keeping;

    JobRun(JobDefinition job, Instant dueAt, RunRecord record, Duration lease, ErrorReports reports) {
        this.job = job;
        this.context = new JobContext(job.name(), dueAt);
        this.record = record;
        this.lease = lease;
        this.reports = reports;
        this.running = Thread.ofVirtual().name("job-" + job.name()).unstarted(this::run);
        this.keeping = Thread.ofVirtual().name("job-" + job.name() + "-keep").unstarted(this::keep);
    }

    void start() {
        LOG.info("job={} due={} begins", job.name(), context.dueAt());
        running.start();
        keeping.start();
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** @return empty if it has not ended in that time */
    @Nullable
    End await(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS) ? end.get() : null;
    }

    /** Interrupts it. If it ends by that, it is left to another process. */
    void stop() {
        interrupt(Cause.STOP);
    }

    private void run() {
        Throwable failure = null;
        try {
            ScopedValue.where(Fence.CURRENT, record.fence())
                    .where(RepeatableIds.CURRENT, RepeatableIds.bySubject(job.name() + "@" + context.dueAt()))
                    .call(() -> {
                        job.job().run(context);
                        return context;
                    });
        } catch (OutOfMemoryError e) {
            throw OutOfMemory.endTheProcess();
        } catch (Throwable e) { // Whatever it is: a run that never ends would keep the job from its next.
            failure = e;
        }
        switch (endedBy()) {
            case ENDED -> ended(failure);
            case TIMEOUT, LOST -> {} // It is written down, or is not this process's to write down.
            case STOP -> {
                if (failure == null) {
                    ended(null);
                } else {
                    giveUp();
                }
            }
        }
    }

    /** Until it has ended; while the database is out of reach, the run is this process's until that says otherwise. */
    private void keep() {
        long timeout = System.nanoTime() + job.timeout().toNanos();
        long next = System.nanoTime() + keepsAfter();
        Progress written = context.progress();
        try {
            while (!running.join(LOOK) && endedBy == null) {
                if (System.nanoTime() > timeout) {
                    timedOut();
                    return;
                }
                var progress = context.progress();
                if ((!progress.equals(written) || System.nanoTime() >= next) && keeps(progress)) {
                    written = progress;
                    next = System.nanoTime() + keepsAfter();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long keepsAfter() {
        return lease.toNanos() / KEEPS_PER_LEASE;
    }

    /** @return false if it has to be tried again */
    private boolean keeps(Progress progress) {
        try {
            if (!record.keep(progress) && interrupt(Cause.LOST)) {
                lost();
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("job={} due={} could not say that it is alive: {}", job.name(), context.dueAt(), e.toString());
            return false;
        }
    }

    private boolean interrupt(Cause cause) {
        ending.lock();
        try {
            boolean first = endedBy == null;
            if (first) {
                endedBy = cause;
                running.interrupt();
            }
            return first;
        } finally {
            ending.unlock();
        }
    }

    /** From here on nobody interrupts this thread, which would cut off what it writes down. */
    private Cause endedBy() {
        ending.lock();
        try {
            var cause = endedBy == null ? Cause.ENDED : endedBy;
            endedBy = cause;
            Thread.interrupted();
            return cause;
        } finally {
            ending.unlock();
        }
    }

    /** The thread may need a while to hear of it, or never does: what it publishes from now on is refused. */
    private void timedOut() {
        if (interrupt(Cause.TIMEOUT)) {
            failed("timed out", "has not ended within " + job.timeout(), null);
        }
    }

    private void ended(@Nullable Throwable failure) {
        if (failure == null) {
            if (settled(End.DONE, null)) {
                LOG.info("job={} due={} outcome=done", job.name(), context.dueAt());
            }
        } else if (failure instanceof RunTakenOverException) {
            lost();
        } else {
            failed("failed", JobContext.line(failure.toString()), failure);
        }
    }

    private void failed(String problem, String words, @Nullable Throwable failure) {
        LOG.error("job={} due={} outcome=failed: {}", job.name(), context.dueAt(), words, failure);
        reports.tell(report(problem, failure));
        settled(End.FAILED, words);
    }

    /** @return false if it is not written down, so that another process begins it anew */
    private boolean settled(End how, @Nullable String failure) {
        try {
            if (record.end(context.progress(), failure)) {
                end(how);
                return true;
            }
            lost();
        } catch (RuntimeException e) {
            LOG.error(
                    "job={} due={} has ended, which can't be written down: it is begun anew when its lease is over",
                    job.name(),
                    context.dueAt(),
                    e);
            reports.tell(report("could not be written down", e));
            end(End.LOST);
        }
        return false;
    }

    private void lost() {
        LOG.warn(
                "job={} due={} outcome=lost: another process has it, or its time is over", job.name(), context.dueAt());
        end(End.LOST);
    }

    private void giveUp() {
        try {
            record.giveUp();
            LOG.info(
                    "job={} due={} outcome=given-up: this process stops, another begins it anew",
                    job.name(),
                    context.dueAt());
        } catch (RuntimeException e) {
            LOG.warn("job={} could not be given up at once, its lease ends in {}: {}", job.name(), lease, e.toString());
        }
        end(End.GIVEN_UP);
    }

    private void end(End how) {
        end.set(how);
        ended.countDown();
    }

    private ErrorReport report(String problem, @Nullable Throwable failure) {
        return ErrorReport.of(Place.JOB, job.name(), problem, failure)
                .with("due", context.dueAt().toString());
    }
}
