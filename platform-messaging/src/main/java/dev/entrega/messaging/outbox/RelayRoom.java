package dev.entrega.messaging.outbox;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * How much of what a relay has read may be in memory at once. It reads for one destination at a time, so that no two count
 * on the same room. Thread-safe.
 */
final class RelayRoom {

    /** But for one event of each destination; an event has 256 KiB at most. */
    private static final long MOST = 8L << 20;

    private static final long WORTH_A_READ = 1L << 20;

    private final ReentrantLock reading = new ReentrantLock(true);
    private long taken;

    /**
     * Reads for destinations that nothing is read for yet.
     *
     * @param read gets how many bytes there is room for, and gives each destination its share of it
     * @return what it says, or {@code otherwise} if there is no room
     */
    <R> R read(LongFunction<R> read, R otherwise) {
        return read(0, read, otherwise);
    }

    private <R> R read(long leftToOthers, LongFunction<R> read, R otherwise) {
        reading.lock();
        try {
            long room = free() - leftToOthers;
            return room < WORTH_A_READ ? otherwise : read.apply(room);
        } finally {
            reading.unlock();
        }
    }

    synchronized long free() {
        return MOST - taken;
    }

    private synchronized void take(long bytes) {
        taken += bytes;
    }

    /** What a destination has of it. */
    Share share() {
        return new Share();
    }

    /** Gives all back when it is closed, whatever was interrupted on the way. */
    final class Share implements AutoCloseable {

        private long own;
        private boolean closed;

        private Share() {}

        /**
         * Reads more for this destination, and leaves room for others: it may go on for as long as it likes.
         *
         * @return nothing if there is no room
         */
        List<OutboxEntry> more(LongFunction<List<OutboxEntry>> read) {
            return RelayRoom.this.read(
                    WORTH_A_READ,
                    bytes -> {
                        var more = read.apply(bytes);
                        take(more);
                        return more;
                    },
                    List.of());
        }

        void take(List<OutboxEntry> entries) {
            add(bytes(entries));
        }

        void give(List<OutboxEntry> entries) {
            add(-bytes(entries));
        }

        private synchronized void add(long bytes) {
            if (!closed) {
                own += bytes;
                RelayRoom.this.take(bytes);
            }
        }

        @Override
        public synchronized void close() {
            add(-own);
            closed = true;
        }
    }

    private static long bytes(List<OutboxEntry> entries) {
        return entries.stream().mapToLong(entry -> entry.message().bytes()).sum();
    }
}
