package dev.entrega.consumer;

import dev.entrega.messaging.aws.ReceivedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** The deliveries that are being worked on, from their receive to their acknowledgement. Thread-safe. */
final class InHand {

    private record Work(Thread thread, Instant since) {}

    private final Map<ReceivedMessage, Work> works = new ConcurrentHashMap<>();
    private final ReadWriteLock extending = new ReentrantReadWriteLock();

    void add(ReceivedMessage message, Thread thread, Instant since) {
        works.put(message, new Work(thread, since));
    }

    /**
     * Takes a delivery out, so that it can be acknowledged. Waits for an extension that is under way, since one that
     * arrived after the acknowledgement would undo what that said.
     *
     * @return false if somebody else has taken it out
     */
    boolean remove(ReceivedMessage message) {
        extending.readLock().lock();
        try {
            return works.remove(message) != null;
        } finally {
            extending.readLock().unlock();
        }
    }

    /** Gives the deliveries that are in hand for at least {@code from} and less than {@code to} to an extension. */
    void extend(Instant now, Duration from, Duration to, Consumer<List<ReceivedMessage>> extension) {
        extending.writeLock().lock();
        try {
            extension.accept(works.entrySet().stream()
                    .filter(work -> !work.getValue().since().isAfter(now.minus(from)))
                    .filter(work -> work.getValue().since().isAfter(now.minus(to)))
                    .map(Map.Entry::getKey)
                    .toList());
        } finally {
            extending.writeLock().unlock();
        }
    }

    boolean isEmpty() {
        return works.isEmpty();
    }

    List<ReceivedMessage> all() {
        return List.copyOf(works.keySet());
    }

    void interruptAll() {
        works.values().forEach(work -> work.thread().interrupt());
    }
}
