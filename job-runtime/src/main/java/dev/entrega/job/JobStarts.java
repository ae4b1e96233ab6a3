package dev.entrega.job;

import java.util.Optional;

/** Begins runs in this process, now and by hand. */
interface JobStarts {

    /** Begins what is due of a job, if anything is and no other process has it. */
    Optional<JobRun> due(JobDefinition job);

    /** Begins a run now, whatever the schedule says; empty if a run of the job has not ended yet. */
    Optional<JobRun> now(JobDefinition job);
}
