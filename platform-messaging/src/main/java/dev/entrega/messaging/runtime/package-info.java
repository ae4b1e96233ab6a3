/**
 * How the parts come together in a running service: configuration from the environment, the beans, and what happens at
 * start and in which order. Read {@link dev.entrega.messaging.runtime.ServiceStart}.
 */
@NullMarked
package dev.entrega.messaging.runtime;

import org.jspecify.annotations.NullMarked;
