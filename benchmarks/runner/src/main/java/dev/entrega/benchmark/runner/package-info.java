/**
 * Measures the platform beside its limit and its peer, in turns within one run. In come the programs of the other modules,
 * each in a JVM of its own; out go figures, compared with the targets. Read {@link dev.entrega.benchmark.runner.Benchmarks},
 * then a room, as {@link dev.entrega.benchmark.runner.ConsumerRoom}.
 */
@NullMarked
package dev.entrega.benchmark.runner;

import org.jspecify.annotations.NullMarked;
