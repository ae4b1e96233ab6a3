package dev.entrega.api.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often each client calls: at an even rate, and what it hasn't used of the last second at once. It is the generic cell
 * rate algorithm (ITU-T I.371), which needs one number for each client. Thread-safe.
 */
final class Rates {

    private static final long BURST = TimeUnit.SECONDS.toNanos(1);

    /** Of more clients, those are forgotten who have been away for a second: they may do what a new one may. */
    private static final int MOST_REMEMBERED = 10_000;

    private final RateSettings settings;
    private final LongSupplier nanos;

    /** By client when all that it has asked for would be over, had it come at the even rate. */
    private final Map<String, AtomicLong> ends = new ConcurrentHashMap<>();

    /** @param nanos the time, as {@link System#nanoTime} */
    Rates(RateSettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    /**
     * Counts a request, if it may be made.
     *
     * @return how long its client has to wait; zero if the request may be made
     */
    Duration take(String client) {
        if (settings.perSecond() == 0) {
            return Duration.ZERO;
        }
        long now = nanos.getAsLong();
        long gap = BURST / settings.perSecond();
        var end = ends.computeIfAbsent(client, known -> new AtomicLong(now));
        while (true) {
            long before = end.get();
            long after = Math.max(0, before - now) + gap;
            if (after > BURST) {
                return Duration.ofNanos(after - BURST);
            }
            if (end.compareAndSet(before, now + after)) {
                forgetIfMany(now);
                return Duration.ZERO;
            }
        }
    }

    private void forgetIfMany(long now) {
        if (ends.size() > MOST_REMEMBERED) {
            ends.values().removeIf(end -> end.get() - now <= 0);
        }
    }

    int remembered() {
        return ends.size();
    }
}
