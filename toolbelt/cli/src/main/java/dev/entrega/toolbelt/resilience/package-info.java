/** {@code toolbelt resilience}: how services bear with those that they call. {@link dev.entrega.toolbelt.resilience.ResilienceCommand}. */
@NullMarked
package dev.entrega.toolbelt.resilience;

import org.jspecify.annotations.NullMarked;
