/**
 * Makes the handlers of a running service fail, for people who want to see what happens then. In comes a file with the
 * names of the handlers that are to fail, out come exceptions in their place. It is added to a service from outside, by
 * {@code -javaagent:live-faults.jar=FILE}: a service's own classes have no hook for it. Read {@link
 * dev.entrega.toolbelt.faults.FailingHandlers} first.
 */
@NullMarked
package dev.entrega.toolbelt.faults;

import org.jspecify.annotations.NullMarked;
