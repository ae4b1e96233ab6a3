/**
 * The terminal of a development run. In come keys ({@link dev.entrega.toolbelt.dev.terminal.Keyboard}) and signals, out
 * go lines with the name of whoever says them ({@link dev.entrega.toolbelt.dev.terminal.Screen}).
 */
@NullMarked
package dev.entrega.toolbelt.dev.terminal;

import org.jspecify.annotations.NullMarked;
