/**
 * Work that begins by the clock instead of by an event. In comes a due time, out go events; a job keeps no data of its
 * own. Nothing is here yet: the room is kept for the first job.
 */
@NullMarked
package dev.entrega.job;

import org.jspecify.annotations.NullMarked;
