package dev.entrega.api;

import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a request inside its transaction until a test lets it go on. */
@Singleton
final class Gate {
    private volatile CountDownLatch arrived = new CountDownLatch(0);
    private volatile CountDownLatch open = new CountDownLatch(0);

    /** From now on who passes is held. */
    void close() {
        arrived = new CountDownLatch(1);
        open = new CountDownLatch(1);
    }

    void awaitArrival() {
        await(arrived);
    }

    void open() {
        open.countDown();
    }

    void pass() {
        arrived.countDown();
        await(open);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came within 20 s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
