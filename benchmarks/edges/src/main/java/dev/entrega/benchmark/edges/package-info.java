/**
 * An API as the platform starts it, to be measured: {@link dev.entrega.benchmark.edges.Desk} takes what a key protects from
 * being done twice, and {@link dev.entrega.benchmark.edges.KeyedJdbc} does the same statements by hand.
 */
@NullMarked
package dev.entrega.benchmark.edges;

import org.jspecify.annotations.NullMarked;
