/**
 * The marketplace end to end: real processes from the packaged jars, real signals, counted in the databases. What is
 * tagged {@code faults} runs with {@code mvn verify -Pfaults} alone.
 */
@NullMarked
package dev.entrega.marketplace.tests;

import org.jspecify.annotations.NullMarked;
