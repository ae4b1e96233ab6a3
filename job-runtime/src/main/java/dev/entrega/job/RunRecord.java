package dev.entrega.job;

import dev.entrega.job.JobContext.Progress;
import dev.entrega.messaging.Fence;
import org.jspecify.annotations.Nullable;

/** Where a run is written down, and who says whether this process still has it. Thread-safe. */
interface RunRecord {

    /** Asked whenever the run publishes. */
    Fence fence();

    /** @return false if another process has the run */
    boolean keep(Progress progress);

    /**
     * Writes down that it has ended.
     *
     * @param failure null if it is done
     * @return false if another process has the run
     */
    boolean end(Progress progress, @Nullable String failure);

    /** Leaves it to another process, which begins it anew at once. */
    void giveUp();
}
