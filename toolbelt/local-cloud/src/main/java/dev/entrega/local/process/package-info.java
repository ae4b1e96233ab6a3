/**
 * A program of the tests as a process of its own, which can be hurt by real signals. Read {@link
 * dev.entrega.local.process.ChildProcess}.
 */
@NullMarked
package dev.entrega.local.process;

import org.jspecify.annotations.NullMarked;
