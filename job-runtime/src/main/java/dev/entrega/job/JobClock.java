package dev.entrega.job;

import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins what is due where the service has no database, by this process's own clock. So do its other processes: what they
 * publish has the same ids, and one effect. What is missed is missed.
 */
final class JobClock implements Worker, JobStarts {

    private static final Logger LOG = LoggerFactory.getLogger(JobClock.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Jobs jobs;
    private final RunningJobs running;
    private final Clock clock;
    private final JobMetrics metrics;
    private final ErrorReports reports;
    private final Loop loop;
    private final Map<String, Instant> next = new HashMap<>();

    JobClock(Jobs jobs, RunningJobs running, Clock clock, JobMetrics metrics, ErrorReports reports) {
        this.jobs = jobs;
        this.running = running;
        this.clock = clock;
        this.metrics = metrics;
        this.reports = reports;
        this.loop = new Loop(Thread.ofVirtual().name("job-clock"), LOOK, this::round, this::failed);
    }

    @Override
    public void start() {
        var now = clock.instant();
        jobs.all().forEach(job -> next.put(job.name(), job.schedule().next(now)));
        loop.start();
    }

    private void round() {
        var now = clock.instant();
        for (var job : jobs.all()) {
            var due = next.getOrDefault(job.name(), Instant.MAX);
            if (!due.isAfter(now)) {
                next.put(job.name(), job.schedule().next(now));
                begin(job, job.schedule().lastUntil(now).orElse(due));
            }
        }
    }

    private void begin(JobDefinition job, Instant due) {
        if (running.has(job)) {
            LOG.warn("job={} due={} outcome=skipped: the run before has not ended", job.name(), due);
        } else {
            start(job, due);
        }
    }

    @Override
    public Optional<JobRun> due(JobDefinition job) {
        return job.schedule().lastUntil(clock.instant()).map(due -> start(job, due));
    }

    @Override
    public Optional<JobRun> now(JobDefinition job) {
        return Optional.of(start(job, clock.instant()));
    }

    private JobRun start(JobDefinition job, Instant due) {
        return running.start(job, due, new UnrecordedRun(job.name(), metrics, clock));
    }

    private void failed(Throwable failure) {
        LOG.error("The job clock has failed, it is tried again in {}: {}", LOOK, failure.toString());
        reports.tell(ErrorReport.of(Place.JOB, "job clock", "failed", failure));
    }

    @Override
    public void stop() {
        loop.stop();
        running.stop();
    }
}
