package dev.entrega.consumer.lane;

import dev.entrega.messaging.Transactions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many deliveries of a queue begin in a second, in all instances together. Leased in blocks, as large as what waits, of
 * at most a fifth of a second. Thread-safe.
 */
final class Rate {

    private static final int BLOCKS_PER_SECOND = 5;

    private final String queue;
    private final int perSecond;
    private final LaneTable table;
    private final Transactions transactions;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock(true);
    private int left;
    private long next;

    Rate(String queue, int perSecond, LaneTable table, Transactions transactions) {
        this.queue = queue;
        this.perSecond = perSecond;
        this.table = table;
        this.transactions = transactions;
    }

    int perSecond() {
        return perSecond;
    }

    /** Returns when one more may begin. */
    void await() throws InterruptedException {
        waiting.incrementAndGet();
        long turn;
        try {
            lock.lockInterruptibly();
            try {
                if (left == 0) {
                    lease(Math.clamp(waiting.get(), 1, Math.max(1, perSecond / BLOCKS_PER_SECOND)));
                }
                left--;
                turn = next;
                next += TimeUnit.SECONDS.toNanos(1) / perSecond;
            } finally {
                lock.unlock();
            }
        } finally {
            waiting.decrementAndGet();
        }
        Thread.sleep(Duration.ofNanos(Math.max(0, turn - System.nanoTime())));
    }

    private void lease(int count) {
        var first = transactions.write(connection -> table.lease(connection, queue, count, perSecond));
        next = System.nanoTime() + first.toNanos();
        left = count;
    }
}
