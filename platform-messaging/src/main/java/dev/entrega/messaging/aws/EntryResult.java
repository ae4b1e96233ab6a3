package dev.entrega.messaging.aws;

/**
 * What became of one entry of a batch. SNS and SQS answer a batch with 200 even when entries failed, so each is looked
 * at.
 */
public sealed interface EntryResult {

    /** The broker has it. */
    record Confirmed() implements EntryResult {}

    /**
     * The broker's fault, or nobody's: the same entry may succeed later.
     *
     * @param extent what else fails as long as this does
     */
    record ServerFault(String code, Extent extent) implements EntryResult {

        /** A fault of one entry. */
        public ServerFault(String code) {
            this(code, Extent.ENTRY);
        }

        /** How much a fault is about. */
        public enum Extent {
            /** This entry; others of the same call have succeeded, or failed for themselves. */
            ENTRY,
            /** All that is sent to the same topic or queue: it is missing, or refuses such calls. */
            DESTINATION,
            /** All that is sent: nobody answers, or asks for patience, or lets this process in. */
            BROKER
        }
    }

    /** The entry's own fault: it fails whenever it is sent. */
    record SenderFault(String code, String detail) implements EntryResult {}
}
