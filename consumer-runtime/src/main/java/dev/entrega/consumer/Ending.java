package dev.entrega.consumer;

import java.time.Duration;

/** What SQS is told about a delivery. */
sealed interface Ending {

    /** It has come to its end: the effect stands, stood already, or the dead letter is stored. */
    record Delete() implements Ending {
        @Override
        public Duration after() {
            return Duration.ZERO;
        }
    }

    /** It has failed, which is written down, and is tried again after this time. */
    record ComeBack(Duration after) implements Ending {}

    /** It has come to no end, and nobody is to blame: it comes back after this time. */
    record GiveBack(Duration after) implements Ending {}

    /** When its message may be received again, if it still is there. */
    Duration after();

    /** Of several handlers' endings: deleted if all have ended, else back as soon as the first one asks. */
    default Ending and(Ending other) {
        return switch (this) {
            case Delete d -> other;
            case ComeBack own -> sooner(own.after(), other);
            case GiveBack own -> sooner(own.after(), other);
        };
    }

    private Ending sooner(Duration own, Ending other) {
        return switch (other) {
            case Delete d -> this;
            case ComeBack back -> back.after().compareTo(own) < 0 ? other : this;
            case GiveBack back -> back.after().compareTo(own) < 0 ? other : this;
        };
    }
}
