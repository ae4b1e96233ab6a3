/**
 * From what a user says to a message: {@link dev.entrega.messaging.publish.EventDraft} completes and checks an event,
 * {@link dev.entrega.messaging.publish.DirectPublisher} sends it where there is no database to commit it with.
 */
@NullMarked
package dev.entrega.messaging.publish;

import org.jspecify.annotations.NullMarked;
