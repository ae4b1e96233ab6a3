package dev.entrega.contract.compatibility;

/** Who sends, and who reads. */
enum Direction {
    /** What was published under the earlier version meets readers of the later one. */
    FORWARD,
    /** What is published under the later version meets readers of the earlier one. */
    BACKWARD
}
