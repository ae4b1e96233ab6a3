package dev.entrega.toolbelt.terminal;

import java.time.Duration;
import java.time.Instant;

/** Times as a person compares them. */
public final class Ages {

    private static final Duration LONG = Duration.ofDays(2);

    private Ages() {}

    /** As {@code 42s}, {@code 5m}, {@code 3h} or {@code 12d}, cut and not rounded. */
    public static String of(Instant since, Instant now) {
        var age = Duration.between(since, now);
        if (age.toSeconds() < 120) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() + "m";
        }
        return age.compareTo(LONG) < 0 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
