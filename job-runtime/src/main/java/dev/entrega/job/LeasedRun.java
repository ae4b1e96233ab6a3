package dev.entrega.job;

import dev.entrega.job.JobContext.Progress;
import dev.entrega.job.JobTable.Claim;
import dev.entrega.messaging.Fence;
import dev.entrega.messaging.Transactions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A run in the service's database, which belongs to a process for as long as that says so every few seconds. */
record LeasedRun(Transactions transactions, JobTable table, Claim claim, Duration lease) implements RunRecord {

    @Override
    public Fence fence() {
        return connection -> {
            if (!table.hold(connection, claim)) {
                throw new RunTakenOverException(claim.job(), claim.dueAt());
            }
        };
    }

    @Override
    public boolean keep(Progress progress) {
        return transactions.write(connection -> table.keep(connection, claim, lease, progress));
    }

    @Override
    public boolean end(Progress progress, @Nullable String failure) {
        return transactions.write(connection -> table.end(connection, claim, progress, failure));
    }

    @Override
    public void giveUp() {
        transactions.write(connection -> table.giveUp(connection, claim));
    }
}
