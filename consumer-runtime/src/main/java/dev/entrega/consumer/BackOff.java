package dev.entrega.consumer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long an event waits before its next attempt: anything between nothing and a limit that doubles with each failure
 * (full jitter), so that what failed together doesn't come back together.
 */
record BackOff(Duration base, Duration longest, RandomGenerator random) {

    /** @param failures how often it has failed, at least 1 */
    Duration after(int failures) {
        long limit = Math.min(longest.toMillis(), base.toMillis() << Math.min(failures - 1, 30));
        return Duration.ofMillis(random.nextLong(limit + 1));
    }
}
