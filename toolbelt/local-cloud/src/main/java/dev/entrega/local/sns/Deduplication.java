package dev.entrega.local.sns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a FIFO topic has taken within the last 5 minutes, by deduplication id (SNS developer guide, "message deduplication
 * for FIFO topics"). Used by one thread at a time.
 */
final class Deduplication {
    static final Duration INTERVAL = Duration.ofMinutes(5);

    private record Remembered(Published published, Instant until) {}

    private final InstantSource clock;
    /** In the order of their ends, since all are remembered equally long. */
    private final Map<String, Remembered> remembered = new LinkedHashMap<>();

    Deduplication(InstantSource clock) {
        this.clock = clock;
    }

    /** What was taken with this id before, if that is not too long ago. */
    Optional<Published> find(String id) {
        forget();
        return Optional.ofNullable(remembered.get(id)).map(Remembered::published);
    }

    void remember(String id, Published published) {
        remembered.put(id, new Remembered(published, clock.instant().plus(INTERVAL)));
    }

    private void forget() {
        Instant now = clock.instant();
        Iterator<Remembered> oldest = remembered.values().iterator();
        while (oldest.hasNext() && !oldest.next().until().isAfter(now)) {
            oldest.remove();
        }
    }
}
