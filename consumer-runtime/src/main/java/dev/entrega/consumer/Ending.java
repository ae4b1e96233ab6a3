package dev.entrega.consumer;

import java.time.Duration;

/** What SQS is told about a delivery. */
sealed interface Ending {

    /** It has come to its end: the effect stands, stood already, or the dead letter is stored. */
    record Delete() implements Ending {}

    /** It has not. */
    record ComeBack(Duration after) implements Ending {}

    /** Of several handlers' endings: deleted if all have ended, else back as soon as the first one asks. */
    default Ending and(Ending other) {
        return switch (this) {
            case Delete d -> other;
            case ComeBack own ->
                other instanceof ComeBack back && back.after().compareTo(own.after()) < 0 ? other : own;
        };
    }
}
