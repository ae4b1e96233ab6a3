/**
 * {@code toolbelt dlq}: the dead letters of services, in the tables of their databases: to find out what happened, and to
 * bring them back or throw them away. Read {@link dev.entrega.toolbelt.deadletter.DlqCommand} first, then {@link
 * dev.entrega.toolbelt.deadletter.Redrive}.
 */
@NullMarked
package dev.entrega.toolbelt.deadletter;

import org.jspecify.annotations.NullMarked;
