package dev.entrega.consumer;

import dev.entrega.messaging.aws.ReceivedMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The deliveries that are being worked on, from their receive to their acknowledgement. Thread-safe. */
final class InHand {

    /** One delivery in hand. Itself and no other: the same message may be received twice. */
    static final class Work {
        private final ReceivedMessage message;
        private final long since;
        private @Nullable Thread thread;
        private boolean withdrawn;

        private Work(ReceivedMessage message, long since) {
            this.message = message;
            this.since = since;
        }

        ReceivedMessage message() {
            return message;
        }

        /** How long it has been in hand. */
        Duration waited() {
            return waited(System.nanoTime());
        }

        private Duration waited(long now) {
            return Duration.ofNanos(now - since);
        }

        private synchronized boolean begin() {
            if (withdrawn) {
                return false;
            }
            thread = Thread.currentThread();
            return true;
        }

        private synchronized boolean withdraw() {
            withdrawn = thread == null;
            return withdrawn;
        }

        private synchronized void interrupt() {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    private final Set<Work> works = ConcurrentHashMap.newKeySet();
    private final ReadWriteLock extending = new ReentrantReadWriteLock();

    /** @param since by {@link System#nanoTime}, which goes on while a clock is set */
    Work add(ReceivedMessage message, long since) {
        var work = new Work(message, since);
        works.add(work);
        return work;
    }

    /**
     * Called by the thread that does it, so that it can be interrupted.
     *
     * @return false if somebody else has taken it out
     */
    boolean begin(Work work) {
        return work.begin() && works.contains(work);
    }

    /** Those that nobody has begun; from now on nobody does. */
    List<Work> withdrawWaiting() {
        return works.stream().filter(Work::withdraw).toList();
    }

    /**
     * Takes a delivery out, so that it can be acknowledged. Waits for an extension that is under way, since one that
     * arrived after the acknowledgement would undo what that said.
     *
     * @return false if somebody else has taken it out
     */
    boolean remove(Work work) {
        extending.readLock().lock();
        try {
            return works.remove(work);
        } finally {
            extending.readLock().unlock();
        }
    }

    /**
     * Gives the deliveries that have been in hand for {@code from} to {@code to} to an extension.
     *
     * @param now by {@link System#nanoTime}
     */
    void extend(long now, Duration from, Duration to, Consumer<List<ReceivedMessage>> extension) {
        extending.writeLock().lock();
        try {
            extension.accept(works.stream()
                    .filter(work -> work.waited(now).compareTo(from) >= 0)
                    .filter(work -> work.waited(now).compareTo(to) < 0)
                    .map(Work::message)
                    .toList());
        } finally {
            extending.writeLock().unlock();
        }
    }

    List<Work> all() {
        return List.copyOf(works);
    }

    void interruptAll() {
        works.forEach(Work::interrupt);
    }
}
