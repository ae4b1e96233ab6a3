package dev.entrega.consumer.deadletter;

/** Why a delivery ended as a dead letter. Stored by name: the names are for ever. */
public enum Reason {
    /** Not JSON, or no CloudEvent. */
    MALFORMED,
    /** The data is not what the contract says. */
    CONTRACT_VIOLATED,
    /** The service has no handler for the type, and none has come within the grace time. */
    UNKNOWN_TYPE,
    /** The service handles the type, but in no major version that it could make of this one. */
    UNKNOWN_VERSION,
    /** The handler failed as often as is tried. */
    ATTEMPTS_EXHAUSTED,
    /** The handler said so. */
    REJECTED,
    /** Processes have died whenever they handled it, so it is handled no more. */
    PROCESS_KILLED,
    /** Nobody was to handle it any more when it came: see its expirytime. */
    EXPIRED,
    /** It was published so long ago that nobody knows any more whether it has been handled. */
    TOO_OLD,
    /** SQS moved it aside since it was received too often; the runtime saw none of it. */
    RECEIVE_LIMIT,
    /** SNS could not deliver it to the queue. */
    UNDELIVERED
}
