/**
 * The command line. In come the words that a person or a script typed; out go data on stdout, progress and errors on
 * stderr, and an exit code. It knows no service: {@code demo} launches a program of its own. Read {@link
 * dev.entrega.toolbelt.Toolbelt} first.
 */
@NullMarked
package dev.entrega.toolbelt;

import org.jspecify.annotations.NullMarked;
