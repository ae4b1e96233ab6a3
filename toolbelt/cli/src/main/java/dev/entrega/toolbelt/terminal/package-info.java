/**
 * What all commands have in common: the options that each understands ({@link
 * dev.entrega.toolbelt.terminal.Session}, to be read first), how they print, ask, wait, stop and fail. In comes what a
 * command has to say, out goes what a person or a script can use.
 */
@NullMarked
package dev.entrega.toolbelt.terminal;

import org.jspecify.annotations.NullMarked;
