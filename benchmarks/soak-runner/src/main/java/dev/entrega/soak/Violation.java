package dev.entrega.soak;

/**
 * A promise that was broken.
 *
 * @param name of the invariant, as {@code LOST}
 * @param what to whom it happened
 */
record Violation(String name, String what) {}
