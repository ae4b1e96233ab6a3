/**
 * The states of a resource, declared once. In comes an event that is to happen to a resource; out go its new state, a line
 * in its history and the event, in the caller's transaction, or the reason why not. Read {@link
 * dev.entrega.api.workflow.Workflow} first, then {@link dev.entrega.api.workflow.Workflows}.
 */
@NullMarked
package dev.entrega.api.workflow;

import org.jspecify.annotations.NullMarked;
