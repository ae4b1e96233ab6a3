/**
 * {@code toolbelt event}: publishing an event by hand, and what became of one. Read {@link
 * dev.entrega.toolbelt.event.EventCommand} first.
 */
@NullMarked
package dev.entrega.toolbelt.event;

import org.jspecify.annotations.NullMarked;
