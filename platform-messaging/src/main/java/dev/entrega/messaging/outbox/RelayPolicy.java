package dev.entrega.messaging.outbox;

import java.time.Duration;

/**
 * How a relay works.
 *
 * @param pollInterval how long rows wait at most that no commit of this process announces: another's, or a dead relay's
 * @param maxAttempts after how many refusals by the broker a row is parked, at least 1; a broker that doesn't answer
 *     refuses nothing
 * @param keep how long published events stay readable
 * @param overdue how late a row may be before somebody is told
 */
public record RelayPolicy(Duration pollInterval, int maxAttempts, Duration keep, Duration overdue) {}
