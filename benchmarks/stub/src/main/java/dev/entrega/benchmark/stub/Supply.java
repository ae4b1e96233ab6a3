package dev.entrega.benchmark.stub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a queue has to give: what was published to it, then events without end or as many as were ordered. Thread-safe. */
final class Supply {

    /** Stands for no end. */
    static final long ENDLESS = -1;

    /**
     * What a receive gets.
     *
     * @param receipt the number of the first message among all that were received; the others follow
     * @param published bodies with their attributes, as members of a message
     * @param first the number of the first event
     * @param count how many events from there
     */
    record Batch(long receipt, List<String> published, long first, int count) {
        int size() {
            return published.size() + count;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<String> published = new ArrayDeque<>();
    private long next;
    private long left;
    private long mostInFlight = Long.MAX_VALUE;
    private long received;
    private long receivedBefore;
    private long inFlight;
    private long deleted;
    private long receives;
    private long deletes;

    /**
     * How things stand.
     *
     * @param received messages that were handed out
     * @param receives calls that handed out at least one
     * @param deletes calls that deleted {@code deleted} messages
     */
    record Counts(long received, long receives, long deleted, long deletes) {}

    /**
     * Sets what is still to be given.
     *
     * @param events {@link #ENDLESS}, or how many
     * @param mostInFlight so many may be received and not deleted at a time
     */
    void order(long events, long mostInFlight) {
        lock.lock();
        try {
            left = events;
            this.mostInFlight = mostInFlight;
            // What a former client has left behind comes back to nobody, and is never deleted.
            receivedBefore = received;
            inFlight = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void publish(String message) {
        lock.lock();
        try {
            published.add(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something, for so long at most. */
    Batch receive(int most, int seconds) throws InterruptedException {
        lock.lock();
        try {
            long nanos = TimeUnit.SECONDS.toNanos(seconds);
            while (published.isEmpty() && available() == 0 && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            var letters = new ArrayList<String>();
            while (letters.size() < most && !published.isEmpty()) {
                letters.add(published.remove());
            }
            int count = (int) Math.min(most - letters.size(), available());
            var batch = new Batch(received, letters, next, count);
            next += count;
            left -= left == ENDLESS ? 0 : count;
            received += batch.size();
            inFlight += batch.size();
            receives += batch.size() > 0 ? 1 : 0;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private long available() {
        long room = Math.max(0, mostInFlight - inFlight);
        return left == ENDLESS ? room : Math.min(left, room);
    }

    void delete(List<Long> receipts) {
        lock.lock();
        try {
            deleted += receipts.size();
            deletes++;
            inFlight -= receipts.stream()
                    .filter(receipt -> receipt >= receivedBefore)
                    .count();
            if (mostInFlight != Long.MAX_VALUE) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    Counts counts() {
        lock.lock();
        try {
            return new Counts(received, receives, deleted, deletes);
        } finally {
            lock.unlock();
        }
    }
}
