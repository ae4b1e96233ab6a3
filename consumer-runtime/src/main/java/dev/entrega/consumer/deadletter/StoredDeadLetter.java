package dev.entrega.consumer.deadletter;

import java.time.Instant;

/** A dead letter in the table, until it is brought back or thrown away. */
public record StoredDeadLetter(long id, String fingerprint, Instant deadLetteredAt, DeadLetter letter) {}
