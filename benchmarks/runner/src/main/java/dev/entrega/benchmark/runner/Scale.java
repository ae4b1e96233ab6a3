package dev.entrega.benchmark.runner;

import java.time.Duration;

/**
 * How thorough a run is.
 *
 * @param warmUp of each program that is compared, at least
 * @param longestWarmUp of one that doesn't come to rest
 * @param trialWarmUp of a program that does several pieces of work, at most
 * @param window of one measurement of a consumer or a publisher
 * @param trialWindow of one measurement of such a piece of work
 * @param settle from when latency is changed until something is measured
 * @param rounds in which all are measured in turn
 * @param backlog rows for the relay to send
 * @param samples of a latency in a round
 * @param thorough whether it is a full run
 */
record Scale(
        Duration warmUp,
        Duration longestWarmUp,
        Duration trialWarmUp,
        Duration window,
        Duration trialWindow,
        Duration settle,
        int rounds,
        int backlog,
        int samples,
        boolean thorough) {

    /** For orientation: what takes long to come to rest is measured before it has. */
    static final Scale QUICK = new Scale(
            seconds(15), seconds(24), seconds(8), millis(1_500), seconds(1), millis(1_500), 3, 10_000, 40, false);

    static final Scale FULL =
            new Scale(seconds(20), seconds(32), seconds(30), seconds(3), seconds(2), seconds(2), 3, 60_000, 100, true);

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static Duration millis(int count) {
        return Duration.ofMillis(count);
    }
}
