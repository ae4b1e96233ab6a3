/**
 * Failures of real processes: started from the tests' class path, hurt by real signals, and judged by what is in the
 * database and in the queue afterwards. Numbered as in the list of failures that the runtime is built against.
 */
@NullMarked
package dev.entrega.consumer.faults;

import org.jspecify.annotations.NullMarked;
