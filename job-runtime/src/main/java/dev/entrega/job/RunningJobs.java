package dev.entrega.job;

import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The runs in this process, one of each job at a time. Thread-safe. */
final class RunningJobs {

    private static final Duration ROLL_BACK = Duration.ofSeconds(2);

    private final Duration lease;
    private final Duration finish;
    private final ErrorReports reports;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, JobRun> runs = new HashMap<>();

    /** @param finish for how long those that run may go on after {@link #stop} */
    RunningJobs(Duration lease, Duration finish, ErrorReports reports) {
        this.lease = lease;
        this.finish = finish;
        this.reports = reports;
    }

    boolean has(JobDefinition job) {
        lock.lock();
        try {
            var run = runs.get(job.name());
            return run != null && !run.hasEnded();
        } finally {
            lock.unlock();
        }
    }

    JobRun start(JobDefinition job, Instant dueAt, RunRecord record) {
        var run = new JobRun(job, dueAt, record, lease, reports);
        lock.lock();
        try {
            runs.put(job.name(), run);
        } finally {
            lock.unlock();
        }
        run.start();
        return run;
    }

    /** Lets those that run come to their end for a while, then interrupts them. */
    void stop() {
        long end = System.nanoTime() + finish.toNanos();
        try {
            awaitUntil(end);
            all().values().forEach(JobRun::stop);
            awaitUntil(end + ROLL_BACK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitUntil(long end) throws InterruptedException {
        for (var run : all().values()) {
            run.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    private Map<String, JobRun> all() {
        lock.lock();
        try {
            return Map.copyOf(runs);
        } finally {
            lock.unlock();
        }
    }
}
