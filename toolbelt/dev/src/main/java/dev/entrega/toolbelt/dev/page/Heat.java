package dev.entrega.toolbelt.dev.page;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Remembers which counts have moved just now, so that the picture can show where events are going. For one thread. */
final class Heat {
    private static final Duration GLOW = Duration.ofSeconds(2);

    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Instant> moved = new HashMap<>();

    /** Whether the count of that name has changed within the last two seconds. */
    boolean of(String name, long count, Instant now) {
        Long before = counts.put(name, count);
        if (before != null && before != count) {
            moved.put(name, now);
        }
        Instant last = moved.get(name);
        return last != null && Duration.between(last, now).compareTo(GLOW) < 0;
    }
}
