package dev.entrega.api;

/** What became of the claim to be the one that executes a request. */
sealed interface Claim {

    /** Nobody has executed it, and until the end of the transaction nobody else will. */
    record Granted() implements Claim {}

    /** It has been executed, and this was the answer. */
    record Finished(FirstAnswer answer) implements Claim {}

    /** Another transaction is executing it, and may still fail. */
    record InFlight() implements Claim {}

    /** The key belongs to a request that asked for something else. */
    record OtherRequest() implements Claim {}
}
