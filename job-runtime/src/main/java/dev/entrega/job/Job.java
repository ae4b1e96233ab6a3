package dev.entrega.job;

/**
 * Something that is to be done at certain times: a class with {@link JobSchedule}. It publishes what is to happen, and returns.
 *
 * <p>Runs of a job follow each other, over all processes of the service. One whose process dies is begun anew by another, so
 * a run has to be made of steps that may be repeated. What it publishes is: an event's id is made of the job, the due time,
 * the type and the subject. So the same type and subject in the same run is the same event, and has one effect.
 */
public interface Job {

    /**
     * One run. It publishes in transactions of its own, as large as it likes; one that commits after another process has
     * taken the run over is refused.
     *
     * @throws Exception the run has failed and is written down as that; it is not repeated, the next due time is the next run
     */
    void run(JobContext context) throws Exception;
}
