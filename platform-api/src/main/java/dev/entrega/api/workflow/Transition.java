package dev.entrega.api.workflow;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transition that a resource has made.
 *
 * @param version the resource's after it
 * @param from the state before, {@code null} where it began
 * @param event the type of the event that was published
 * @param eventId which tells the event's way through the other services
 * @param at by the database's clock
 */
@Introspected
public record Transition(long version, @Nullable String from, String to, String event, String eventId, Instant at) {}
