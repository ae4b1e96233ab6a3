/**
 * An event is published if and only if its transaction committed. In comes an event inside a transaction, out goes its
 * message on the topic of its type, at least once. Read {@link dev.entrega.messaging.outbox.Outbox}, then {@link
 * dev.entrega.messaging.outbox.OutboxRelay}; the SQL of both is in {@link dev.entrega.messaging.outbox.OutboxTable}.
 */
@NullMarked
package dev.entrega.messaging.outbox;

import org.jspecify.annotations.NullMarked;
