package dev.entrega.messaging.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells the relay of this process that there is something to do, at the price of one uncontended permit. Not {@code
 * NOTIFY}: inside the business transaction that costs two thirds of the commit rate. Thread-safe.
 */
public final class WakeUp {

    private final Semaphore signals = new Semaphore(0);

    /** To be called after the commit. */
    public void signal() {
        signals.release();
    }

    /**
     * Returns when there was a signal since the last call, or after the time is over.
     *
     * @return whether there was one
     */
    boolean await(Duration atMost) throws InterruptedException {
        boolean signalled = signals.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        signals.drainPermits();
        return signalled;
    }
}
