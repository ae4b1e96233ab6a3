package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import java.time.Duration;
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

    private final OutboxTable table;
    private final Transactions transactions;
    private final OutboxVital vital;
    private final RelayPolicy policy;
    private final Duration interval;
    private final Loop loop;

    public OutboxUpkeep(
            OutboxTable table, Transactions transactions, OutboxVital vital, RelayPolicy policy, Duration interval) {
        this.table = table;
        this.transactions = transactions;
        this.vital = vital;
        this.policy = policy;
        this.interval = interval;
        this.loop = new Loop(Thread.ofVirtual().name("outbox-upkeep"), interval, this::round, this::couldNotLook);
    }

    @Override
    public void start() {
        loop.start();
    }

    void round() throws InterruptedException {
        vital.found(transactions.write(table::state));
        while (transactions.write(connection -> table.removePublished(connection, policy.keep(), STEP)) == STEP) {
            Thread.sleep(BETWEEN_STEPS);
        }
    }

    private void couldNotLook(Throwable failure) {
        LOG.warn("The outbox could not be looked after, it is tried again in {}: {}", interval, failure.toString());
        vital.notFound(String.valueOf(failure.getMessage()));
    }

    @Override
    public void stop() {
        loop.stop();
    }
}
