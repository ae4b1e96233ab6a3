package dev.entrega.job;

import java.time.Duration;

/**
 * A job as its class declares it.
 *
 * @param when its schedule in words, by which a change of it is seen
 */
record JobDefinition(String name, String when, Schedule schedule, Missed missed, Duration timeout, Job job) {}
