package dev.entrega.consumer;

import dev.entrega.messaging.aws.Queue;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much a process may have in hand, that is received and not ended: by count and by bytes. As much as it works off at
 * once, and not more: what waits here can't be worked off by another instance. So the count grows while deliveries begin
 * without waiting, and shrinks while they wait. Thread-safe.
 */
final class Credits {

    /** What waits longer than this before it begins would have begun earlier elsewhere. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final int least;
    private final int most;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition none = lock.newCondition();
    private int limit;
    private int taken;
    private long bytes;

    /**
     * @param least the count that is always allowed
     * @param most the count that is never exceeded
     * @param mostBytes above it nothing more is received; exceeded by one receive at most
     */
    Credits(int least, int most, long mostBytes) {
        this.least = least;
        this.most = Math.max(least, most);
        this.mostBytes = mostBytes;
        this.limit = least;
    }

    /**
     * Waits for room that is worth a receive, which costs as much for one message as for ten: else, while there is more to
     * do than can be done, each delivery that ends would make room for a receive of one.
     *
     * @param patience with less room than is worth it
     * @return 1 to 10 messages that may be received, or 0 if there was no room at all for so long
     */
    int take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (free() < worthAReceive() && left > 0) {
                left = room.awaitNanos(left);
            }
            int wanted = Math.min(Queue.MAX_BATCH, free());
            taken += wanted;
            tellOfRoom();
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing is in hand, for a receive of one that is to be alone.
     *
     * @return 1, or 0 if something still was after so long
     */
    int takeAlone(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            if (!awaitNone(patience)) {
                return 0;
            }
            taken++;
            return 1;
        } finally {
            lock.unlock();
        }
    }

    private int free() {
        return bytes >= mostBytes ? 0 : Math.max(0, limit - taken);
    }

    /** The other half of a small limit is what is worked off meanwhile. */
    private int worthAReceive() {
        return Math.clamp(limit / 2, 1, Queue.MAX_BATCH);
    }

    /** One that waits is told, and tells the next if it leaves room: all at once would find it taken by the first. */
    private void tellOfRoom() {
        if (free() >= worthAReceive()) {
            room.signal();
        }
    }

    /** A receive has brought so much of what was taken. */
    void received(int wanted, int count, long itsBytes) {
        change(wanted - count, -itsBytes);
    }

    /** A delivery begins that has waited so long in hand. */
    void begun(Duration waited) {
        lock.lock();
        try {
            if (waited.compareTo(LONGEST_WAIT) > 0) {
                limit = Math.max(least, limit - 1);
            } else if (taken >= limit) {
                limit = Math.min(most, limit + 1);
                tellOfRoom();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A delivery has ended. */
    void ended(long itsBytes) {
        change(1, itsBytes);
    }

    private void change(int count, long freed) {
        lock.lock();
        try {
            taken -= count;
            bytes -= freed;
            tellOfRoom();
            if (taken == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return whether nothing is in hand any more, at the end of the time at the latest */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (taken > 0) {
                if (left <= 0) {
                    return false;
                }
                left = none.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many messages may be in hand now. */
    int limit() {
        lock.lock();
        try {
            return limit;
        } finally {
            lock.unlock();
        }
    }
}
