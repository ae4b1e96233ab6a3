/**
 * How a service handles events. In comes a message of the service's queue, out goes the effect of its handlers, once,
 * and an acknowledgement. Read {@link dev.entrega.consumer.Handler} first, then {@link dev.entrega.consumer.Consumer}
 * and {@link dev.entrega.consumer.HandlerRun}.
 */
@NullMarked
package dev.entrega.consumer;

import org.jspecify.annotations.NullMarked;
