package dev.entrega.messaging.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How often the same error is told: an outage makes it fail for every event, and a thousand reports tell no more than a
 * few. Thread-safe.
 */
final class Ration {

    static final int A_MINUTE = 5;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Kinds are made of code, so there are few. If not, counting anew costs some reports too many. */
    private static final int MOST_KINDS = 1000;

    private final Clock clock;
    private final Map<List<String>, Window> windows = new HashMap<>();

    Ration(Clock clock) {
        this.clock = clock;
    }

    private record Window(Instant end, int told, int heldBack) {}

    /**
     * Asks for one report of this kind.
     *
     * @return how many were held back since the last that was told; empty if this one is to be held back as well
     */
    synchronized OptionalInt take(List<String> kind) {
        var now = clock.instant();
        if (windows.size() >= MOST_KINDS) {
            windows.clear();
        }
        var window = windows.getOrDefault(kind, new Window(now.plus(WINDOW), 0, 0));
        if (!now.isBefore(window.end())) {
            window = new Window(now.plus(WINDOW), 0, window.heldBack());
        }
        if (window.told() == A_MINUTE) {
            windows.put(kind, new Window(window.end(), window.told(), window.heldBack() + 1));
            return OptionalInt.empty();
        }
        windows.put(kind, new Window(window.end(), window.told() + 1, 0));
        return OptionalInt.of(window.heldBack());
    }
}
