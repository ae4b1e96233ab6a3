/**
 * The processes of a development run. In comes the line of a Procfile ({@link dev.entrega.toolbelt.dev.process.Launch}),
 * out goes a process that is started again whenever it dies, until it is told to stop. Read {@link
 * dev.entrega.toolbelt.dev.process.Supervised} first.
 */
@NullMarked
package dev.entrega.toolbelt.dev.process;

import org.jspecify.annotations.NullMarked;
