package dev.entrega.messaging.outbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How much of what a relay has read may be in memory at once. Thread-safe. */
final class RelayRoom {

    /** But for one event of each destination; an event has 256 KiB at most. */
    private static final long MOST = 8L << 20;

    private static final long WORTH_A_READ = 1L << 20;

    private final AtomicLong taken = new AtomicLong();

    boolean isWorthARead() {
        return free() >= WORTH_A_READ;
    }

    long free() {
        return MOST - taken.get();
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

        synchronized void take(List<OutboxEntry> entries) {
            if (!closed) {
                add(bytes(entries));
            }
        }

        synchronized void give(List<OutboxEntry> entries) {
            if (!closed) {
                add(-bytes(entries));
            }
        }

        private void add(long bytes) {
            own += bytes;
            taken.addAndGet(bytes);
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
