/**
 * Events and how they leave a service. In comes a fact ({@link dev.entrega.messaging.Event}) that code says through a
 * {@link dev.entrega.messaging.Publisher}; out goes a CloudEvent on the topic of its type. Read {@link
 * dev.entrega.messaging.Publisher} first, then {@link dev.entrega.messaging.outbox.Outbox} and {@link
 * dev.entrega.messaging.outbox.OutboxRelay}.
 */
@NullMarked
package dev.entrega.messaging;

import org.jspecify.annotations.NullMarked;
