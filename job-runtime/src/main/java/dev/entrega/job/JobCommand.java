package dev.entrega.job;

import dev.entrega.job.JobRun.End;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.ServiceCommand;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that does one run and ends, for a scheduler of the PaaS: {@code bin/run job NAME} runs what is due of a job, and
 * {@code bin/run job NAME --now} runs it whatever its schedule says.
 */
final class JobCommand implements ServiceCommand {

    private static final Logger LOG = LoggerFactory.getLogger(JobCommand.class);

    private static final String NOW = "--now";

    /** Beyond its time-out a run is over. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Jobs jobs;
    private final JobStarts starts;

    JobCommand(Jobs jobs, JobStarts starts) {
        this.jobs = jobs;
        this.starts = starts;
    }

    @Override
    public String word() {
        return "job";
    }

    @Override
    public void run(List<String> arguments) {
        boolean now = arguments.size() == 2 && arguments.get(1).equals(NOW);
        if (arguments.size() != 1 && !now) {
            throw new MessagingException("which job? say job NAME for what is due of it, or job NAME " + NOW
                    + " to run it in any case; there are: " + names());
        }
        var job = jobs.find(arguments.getFirst())
                .orElseThrow(() ->
                        new MessagingException("there is no job " + arguments.getFirst() + "; there are: " + names()));
        var run = now ? starts.now(job) : starts.due(job);
        if (run.isPresent()) {
            await(job, run.get());
        } else if (now) {
            throw new MessagingException(
                    "job " + job.name() + " is running, and one run follows the other; try again later");
        } else {
            LOG.info("job={} is not due, or another process runs it; to run it in any case, add {}", job.name(), NOW);
        }
    }

    private static void await(JobDefinition job, JobRun run) {
        try {
            var end = run.await(job.timeout().plus(MARGIN));
            if (end != End.DONE) {
                throw new MessagingException("the run of " + job.name() + " has failed, see the log");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("interrupted while " + job.name() + " ran", e);
        }
    }

    private String names() {
        return jobs.all().stream().map(JobDefinition::name).collect(Collectors.joining(", "));
    }
}
