package dev.entrega.messaging.aws;

/**
 * What became of one entry of a batch. SNS and SQS answer a batch with 200 even when entries failed, so each is looked
 * at.
 */
public sealed interface EntryResult {

    /** The broker has it. */
    record Confirmed() implements EntryResult {}

    /** The broker's fault, or nobody's: the same entry may succeed later. */
    record ServerFault(String code) implements EntryResult {}

    /** The entry's own fault: it fails whenever it is sent. */
    record SenderFault(String code, String detail) implements EntryResult {}
}
