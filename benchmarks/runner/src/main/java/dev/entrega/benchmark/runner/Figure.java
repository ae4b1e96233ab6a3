package dev.entrega.benchmark.runner;

/**
 * Something measured that no target is about.
 *
 * @param group what it is to be compared with
 */
record Figure(String group, String name, Samples samples, String unit) {}
