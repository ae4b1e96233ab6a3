package dev.entrega.job;

/** What becomes of due times at which no process of the service was there, or the run before had not ended. */
public enum Missed {
    /** They are left out, but for one that is less than a minute ago. */
    SKIP,
    /** One run for all of them, with the last due time. */
    ONCE,
    /** A run for each, one after the other, the oldest first. */
    EACH
}
