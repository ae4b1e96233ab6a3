package dev.entrega.messaging.outbox;

import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done beside a relay every few seconds: looks how late the outbox is, and removes what was published longer ago
 * than it is kept, in small steps. Several at once share the work.
 */
public final class OutboxUpkeep implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxUpkeep.class);

    /** A few milliseconds each, so that nothing waits long for its locks. */
    private static final int STEP = 1000;

    private static final Duration BETWEEN_STEPS = Duration.ofMillis(100);

    private static final Duration END = Duration.ofSeconds(2);

    private final OutboxTable table;
    private final Transactions transactions;
    private final OutboxVital vital;
    private final RelayPolicy policy;
    private final Duration interval;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread loop = Thread.ofVirtual().name("outbox-upkeep").unstarted(this::run);

    public OutboxUpkeep(
            OutboxTable table, Transactions transactions, OutboxVital vital, RelayPolicy policy, Duration interval) {
        this.table = table;
        this.transactions = transactions;
        this.vital = vital;
        this.policy = policy;
        this.interval = interval;
    }

    @Override
    public void start() {
        loop.start();
    }

    private void run() {
        try {
            do {
                try {
                    round();
                } catch (OutOfMemoryError e) {
                    OutOfMemory.endTheProcess();
                } catch (RuntimeException | Error e) {
                    LOG.warn(
                            "The outbox could not be looked after, it is tried again in {}: {}",
                            interval,
                            e.toString());
                    vital.notFound(String.valueOf(e.getMessage()));
                }
            } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("Told to end");
        }
    }

    void round() throws InterruptedException {
        vital.found(transactions.write(table::state));
        while (transactions.write(connection -> table.removePublished(connection, policy.keep(), STEP)) == STEP) {
            if (stopping.await(BETWEEN_STEPS.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
        try {
            if (!loop.join(END)) {
                loop.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
