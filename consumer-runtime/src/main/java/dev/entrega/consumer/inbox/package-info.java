/**
 * What makes an effect stand once. In comes an event's identity and a handler's name, out goes whether this transaction
 * is the one to handle it ({@link dev.entrega.consumer.inbox.Inbox}), and how often it has failed ({@link
 * dev.entrega.consumer.inbox.Attempts}).
 */
@NullMarked
package dev.entrega.consumer.inbox;

import org.jspecify.annotations.NullMarked;
