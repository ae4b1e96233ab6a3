/**
 * What holding events against their contracts costs, by JMH. Started as {@code java -jar contract-benchmarks.jar}, prints a
 * table. Read {@link dev.entrega.benchmark.ContractBenchmark}.
 */
@NullMarked
package dev.entrega.benchmark;

import org.jspecify.annotations.NullMarked;
