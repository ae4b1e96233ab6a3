/**
 * Services as the platform starts them, to be measured: consumers with a handler of one's choice ({@code
 * BENCHMARK_HANDLER}), and trials that are told on stdin for how long they are to run ({@code BENCHMARK_TRIALS}). Nothing of
 * the platform is imitated here. Read {@link dev.entrega.benchmark.service.Trials}.
 */
@NullMarked
package dev.entrega.benchmark.service;

import org.jspecify.annotations.NullMarked;
