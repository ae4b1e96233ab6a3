/** {@code toolbelt job}: what services do by the clock, and how it went. {@link dev.entrega.toolbelt.job.JobCommand} first. */
@NullMarked
package dev.entrega.toolbelt.job;

import org.jspecify.annotations.NullMarked;
