package dev.entrega.job;

import dev.entrega.job.JobTable.Claim;
import dev.entrega.job.JobTable.Standing;
import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether something is to run, and begins it, if no other process of the service has. */
final class JobScheduler implements Worker, JobStarts {

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    private static final String WORK = "job scheduler";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Jobs jobs;
    private final JobTable table;
    private final Transactions transactions;
    private final RunningJobs running;
    private final String holder = Holder.name();
    private final Duration lease;
    private final JobMetrics metrics;
    private final ErrorReports reports;
    private final Loop loop;
    private boolean failing;

    JobScheduler(
            Jobs jobs,
            JobTable table,
            Transactions transactions,
            RunningJobs running,
            Duration lease,
            JobMetrics metrics,
            ErrorReports reports) {
        this.jobs = jobs;
        this.table = table;
        this.transactions = transactions;
        this.running = running;
        this.lease = lease;
        this.metrics = metrics;
        this.reports = reports;
        this.loop = new Loop(Thread.ofVirtual().name("job-scheduler"), LOOK, this::round, this::failed);
    }

    @Override
    public void start() {
        declare();
        loop.start();
    }

    /** Makes the jobs known. Safe to repeat. */
    void declare() {
        for (var job : jobs.all()) {
            transactions.write(connection -> {
                table.declare(connection, job);
                return job;
            });
        }
    }

    private void round() {
        for (var standing : transactions.write(table::standings)) {
            jobs.find(standing.job()).ifPresent(job -> look(job, standing));
        }
        if (failing) {
            LOG.info("The {} works again", WORK);
            failing = false;
        }
    }

    private void look(JobDefinition job, Standing standing) {
        metrics.lastSuccess(job.name(), standing.lastSuccess());
        if (standing.isStartable(job.schedule()) && !running.has(job)) {
            due(job);
        }
    }

    @Override
    public Optional<JobRun> now(JobDefinition job) {
        return transactions
                .write(connection -> table.claimNow(connection, job, holder, lease))
                .map(claim -> start(job, claim));
    }

    @Override
    public Optional<JobRun> due(JobDefinition job) {
        return transactions
                .write(connection -> table.claim(connection, job, holder, lease))
                .map(claim -> start(job, claim));
    }

    private JobRun start(JobDefinition job, Claim claim) {
        return running.start(job, claim.dueAt(), new LeasedRun(transactions, table, claim, lease));
    }

    /** Said once until it works again: a database that is away is so for many looks. */
    private void failed(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.error("The {} has failed, it is tried again every {}: {}", WORK, LOOK, failure.toString());
            reports.tell(ErrorReport.of(Place.JOB, WORK, "failed", failure));
        }
    }

    /** Begins nothing more; what runs has a while to end, then is left to another process. */
    @Override
    public void stop() {
        loop.stop();
        running.stop();
    }
}
