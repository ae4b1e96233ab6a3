/**
 * {@code toolbelt pii}: what is personal in events, by their contracts, and what a service keeps of it. Read {@link
 * dev.entrega.toolbelt.pii.EraseCommand} first.
 */
@NullMarked
package dev.entrega.toolbelt.pii;

import org.jspecify.annotations.NullMarked;
