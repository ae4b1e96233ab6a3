/**
 * {@code toolbelt outbox}: the events that a service has committed and the broker doesn't take. Read {@link
 * dev.entrega.toolbelt.outbox.OutboxCommand} first.
 */
@NullMarked
package dev.entrega.toolbelt.outbox;

import org.jspecify.annotations.NullMarked;
