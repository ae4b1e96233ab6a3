/**
 * What the tools know of a system without being part of it: which services a folder holds and how they are started
 *, where its environments are, and what became of an event.
 */
@NullMarked
package dev.entrega.toolbelt.project;

import org.jspecify.annotations.NullMarked;
