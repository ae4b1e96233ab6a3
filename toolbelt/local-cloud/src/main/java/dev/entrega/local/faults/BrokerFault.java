package dev.entrega.local.faults;

import java.time.Duration;

/** What a {@link BrokerProxy} does to a call. */
public sealed interface BrokerFault {

    /** It is forwarded twice; the client gets the first answer. */
    record Duplicated() implements BrokerFault {}

    /** It waits until another call that its rule picks was forwarded, for this time at most. */
    record Overtaken(Duration atMost) implements BrokerFault {}

    /** It is forwarded late. */
    record Delayed(Duration by) implements BrokerFault {}

    /** It is not forwarded, and the connection ends. */
    record Lost() implements BrokerFault {}

    /** It is forwarded, and the connection ends instead of the answer. */
    record AnswerLost() implements BrokerFault {}

    /** It is forwarded, and the connection ends in the middle of the answer. */
    record AnswerCut() implements BrokerFault {}

    /**
     * The first entries of a batch are not forwarded, and come back among the failed.
     *
     * @param entries how many, all if there are fewer
     * @param senderFault whether the answer says that it is the client's fault
     */
    record EntriesFailed(int entries, boolean senderFault) implements BrokerFault {}

    /** It is not forwarded; AWS's answer comes at once. */
    record Refused(AwsError with) implements BrokerFault {}

    /** What AWS answers; the codes of SNS and of SQS's JSON protocol differ (API references, "common errors"). */
    enum AwsError {
        THROTTLED(429, "Throttled", 400, "RequestThrottled", "Rate exceeded"),
        INTERNAL_FAILURE(500, "InternalError", 500, "InternalFailure", "An internal error occurred"),
        UNAVAILABLE(503, "ServiceUnavailable", 503, "ServiceUnavailable", "The service is unavailable"),
        EXPIRED_CREDENTIALS(
                403,
                "ExpiredToken",
                403,
                "ExpiredTokenException",
                "The security token included in the request is expired"),
        ACCESS_DENIED(403, "AuthorizationError", 403, "AccessDeniedException", "The caller is not authorized");

        private final int snsStatus;
        private final String snsCode;
        private final int sqsStatus;
        private final String sqsCode;
        private final String message;

        AwsError(int snsStatus, String snsCode, int sqsStatus, String sqsCode, String message) {
            this.snsStatus = snsStatus;
            this.snsCode = snsCode;
            this.sqsStatus = sqsStatus;
            this.sqsCode = sqsCode;
            this.message = message;
        }

        int status(boolean sns) {
            return sns ? snsStatus : sqsStatus;
        }

        String code(boolean sns) {
            return sns ? snsCode : sqsCode;
        }

        String message() {
            return message;
        }
    }
}
