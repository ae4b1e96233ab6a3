/**
 * {@code toolbelt queue}: how full queues are, what is in them, and moving or deleting it. Read {@link
 * dev.entrega.toolbelt.queue.QueueCommand} first.
 */
@NullMarked
package dev.entrega.toolbelt.queue;

import org.jspecify.annotations.NullMarked;
