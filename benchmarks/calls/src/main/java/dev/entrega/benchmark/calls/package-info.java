/** A service that calls a partner, as the platform starts it, to be measured. */
@NullMarked
package dev.entrega.benchmark.calls;

import org.jspecify.annotations.NullMarked;
