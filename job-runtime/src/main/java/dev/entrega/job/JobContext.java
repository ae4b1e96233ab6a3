package dev.entrega.job;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run knows of itself, and what it can say of itself. Thread-safe. */
public final class JobContext {

    private static final Logger LOG = LoggerFactory.getLogger(JobContext.class);

    private static final int LONGEST_LINE = 500;

    private final String job;
    private final Instant dueAt;
    private final AtomicReference<Progress> progress = new AtomicReference<>(new Progress(null, null, null));

    /** How far it is, and what it has said last. */
    record Progress(
            @Nullable Long done,
            @Nullable Long total,
            @Nullable String said) {}

    /** For a test of a job; in a service, the runtime makes it. */
    public JobContext(String job, Instant dueAt) {
        this.job = job;
        this.dueAt = dueAt;
    }

    public String job() {
        return job;
    }

    /** When it was to run. Count from here and not from now, so that a run that is begun anew does the same. */
    public Instant dueAt() {
        return dueAt;
    }

    /**
     * Says how far it is, for {@code toolbelt job history}. Costs next to nothing: it is written down once a second at most.
     *
     * @param total an estimate
     */
    public void progress(long done, long total) {
        progress.updateAndGet(before -> new Progress(done, total, before.said));
    }

    /** Says what it is at: a line of the log, and the last one for {@code toolbelt job history}. Nothing personal. */
    public void log(String line) {
        LOG.info("job={} due={} {}", job, dueAt, line);
        progress.updateAndGet(before -> new Progress(before.done, before.total, line(line)));
    }

    /** As it is kept: not endless, and without U+0000, which PostgreSQL has no place for. */
    static String line(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_LINE)).replace('\0', '\uFFFD');
    }

    Progress progress() {
        return progress.get();
    }
}
