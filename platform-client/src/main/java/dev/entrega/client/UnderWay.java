package dev.entrega.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls that are under way. resilience4j's bulkhead waits, when it is to let fewer through, until so many have ended at
 * once, which under load may be never; a count goes on whatever the limit becomes. Thread-safe.
 */
final class UnderWay {

    private final AtomicInteger calls = new AtomicInteger();

    /** @return false if there are as many as may be */
    boolean begin(int most) {
        int now = calls.get();
        while (now < most) {
            int found = calls.compareAndExchange(now, now + 1);
            if (found == now) {
                return true;
            }
            now = found;
        }
        return false;
    }

    void end() {
        calls.decrementAndGet();
    }
}
