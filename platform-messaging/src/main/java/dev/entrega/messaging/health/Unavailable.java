package dev.entrega.messaging.health;

/**
 * Marks an exception that says: what was needed can't be called now, and whoever needs it is not to blame. A delivery whose
 * handler throws it comes back without an attempt being counted; how often it may, only the broker's limit of receives says.
 */
public interface Unavailable {}
