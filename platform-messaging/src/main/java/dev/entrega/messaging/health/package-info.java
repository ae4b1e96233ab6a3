/**
 * How a service is, told by its parts: each {@link dev.entrega.messaging.health.Vital} answers with a {@link
 * dev.entrega.messaging.health.Condition}.
 */
@NullMarked
package dev.entrega.messaging.health;

import org.jspecify.annotations.NullMarked;
