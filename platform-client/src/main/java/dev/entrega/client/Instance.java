package dev.entrega.client;

import java.net.URI;
import java.time.Duration;

/**
 * One of the places where an upstream answers, and what an attempt there costs by what is known: a moving average of its
 * answers' times that rises at once and falls slowly ("peak EWMA", as in Finagle), times the attempts under way. A failure
 * counts as a very slow answer, so that one who refuses fast is not taken for fast. Thread-safe.
 */
final class Instance {

    private static final double TAU_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long FAILURE_NANOS = Duration.ofSeconds(2).toNanos();

    private final URI uri;
    private double average;
    private long at;
    private int underWay;
    private boolean known;

    Instance(URI uri) {
        this.uri = uri;
    }

    URI uri() {
        return uri;
    }

    /** @param now as {@link System#nanoTime} */
    synchronized double cost(long now) {
        if (!known && underWay > 0) {
            return (double) FAILURE_NANOS * underWay; // One attempt finds out; the others don't all wait for it.
        }
        return faded(now) * (underWay + 1);
    }

    synchronized void begin() {
        underWay++;
    }

    synchronized void answered(long now, long took) {
        underWay--;
        observe(now, (double) took);
    }

    synchronized void failed(long now, long took) {
        underWay--;
        observe(now, (double) Math.max(FAILURE_NANOS, took));
    }

    /** It was given up, which says nothing. */
    synchronized void gaveUp() {
        underWay--;
    }

    private void observe(long now, double took) {
        double faded = faded(now);
        double weight = Math.exp((at - now) / TAU_NANOS);
        average = took > faded ? took : average * weight + took * (1 - weight);
        at = now;
        known = true;
    }

    /** What was observed counts less and less, so that a slow one is tried again. */
    private double faded(long now) {
        return average * Math.exp((at - now) / TAU_NANOS);
    }
}
