package dev.entrega.toolbelt.dev.live;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readings, one a second while somebody watches, by one thread however many they are. Thread-safe.
 */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Reader reader;
    private final Supplier<List<KnownService>> services;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::loop);
    private Reading latest = Reading.NOTHING;
    private long number;
    private int watchers;
    private boolean asked;
    private boolean closed;

    public Watch(Reader reader, Supplier<List<KnownService>> services) {
        this.reader = reader;
        this.services = services;
    }

    public void start() {
        thread.start();
    }

    /** A reading that was begun after this call. */
    public Reading read() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long next = number + 2; // The one that is being read may have begun before.
            while (number < next && !closed) {
                asked = true;
                changed.signalAll();
                changed.await();
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody looks, until they {@link #leave}. */
    public void join() {
        add(1);
    }

    public void leave() {
        add(-1);
    }

    /** Waits for the next reading and returns the latest, the same as before if there is none in time or no more. */
    public Reading next(Reading seen, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (latest.at().equals(seen.at()) && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Has the next reading come at once, since something was done that it will show. */
    public void hurry() {
        lock.lock();
        try {
            asked = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void add(int change) {
        lock.lock();
        try {
            watchers += change;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        try {
            while (awaitTurn()) {
                Reading reading = take();
                lock.lock();
                try {
                    latest = reading;
                    number++;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.close();
        }
    }

    /** Whatever goes wrong is shown on the page, which would stand still without a word if this thread ended. */
    private Reading take() {
        try {
            return reader.read(services.get(), latest);
        } catch (RuntimeException e) {
            LOG.error("The system could not be read", e);
            return latest.unreadable("a fault of the tool: " + e);
        }
    }

    private boolean awaitTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = INTERVAL.toNanos();
            while (!closed && !asked && (left > 0 || watchers == 0)) {
                if (left > 0) {
                    left = changed.awaitNanos(left);
                } else {
                    changed.await();
                }
            }
            asked = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the readings, and whoever waits for one. */
    public void stop() throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.join();
    }
}
