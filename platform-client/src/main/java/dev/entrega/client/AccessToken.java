package dev.entrega.client;

import java.time.Duration;
import java.time.Instant;

/**
 * What says who calls.
 *
 * @param value as it is sent; secret
 * @param renewFrom from when on another should be fetched
 * @param usableUntil from when on it may end on its way
 */
record AccessToken(String value, Instant renewFrom, Instant usableUntil) {

    /** For a clock that goes wrong, and a request that takes its time. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** One that lives for seconds has no such margin; a tenth of its life then. */
    private static final int SMALLEST_MARGIN = 10;

    private static final double RENEWAL = 0.8;

    /** @param asked when it was, which is before it began to live */
    static AccessToken lasting(Duration life, String value, Instant asked) {
        var tenth = life.dividedBy(SMALLEST_MARGIN);
        var margin = tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN;
        return new AccessToken(
                value,
                asked.plusMillis((long) (life.toMillis() * RENEWAL)),
                asked.plus(life).minus(margin));
    }

    /** Without its value. */
    @Override
    public String toString() {
        return "AccessToken[until " + usableUntil + "]";
    }
}
