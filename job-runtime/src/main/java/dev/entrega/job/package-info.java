/**
 * Work that begins by the clock instead of by an event: {@link dev.entrega.job.Job} is what a service writes, {@link
 * dev.entrega.job.JobSchedule} says when. In comes a due time, out go events.
 */
@NullMarked
package dev.entrega.job;

import org.jspecify.annotations.NullMarked;
