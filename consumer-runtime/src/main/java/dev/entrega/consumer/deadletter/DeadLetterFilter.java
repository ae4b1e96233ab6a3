package dev.entrega.consumer.deadletter;

import org.jspecify.annotations.Nullable;

/** Which dead letters are meant; what is null doesn't matter. */
public record DeadLetterFilter(
        @Nullable String handler,
        @Nullable String type,
        @Nullable Reason reason,
        @Nullable String fingerprint) {

    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null);
}
