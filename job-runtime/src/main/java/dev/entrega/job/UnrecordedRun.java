package dev.entrega.job;

import dev.entrega.job.JobContext.Progress;
import dev.entrega.messaging.Fence;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A run of a service without a database: each process has its own, and nothing is written down. */
record UnrecordedRun(String job, JobMetrics metrics, Clock clock) implements RunRecord {

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
        if (failure == null) {
            metrics.lastSuccess(job, clock.instant());
        }
        return true;
    }

    @Override
    public void giveUp() {}
}
