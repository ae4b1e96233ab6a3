package dev.entrega.messaging.aws;

import dev.entrega.messaging.aws.EntryResult.SenderFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault.Extent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;

/** Tells whose fault a failure is. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    static EntryResult ofEntry(@Nullable Boolean senderFault, String code, @Nullable String message) {
        return Boolean.TRUE.equals(senderFault)
                ? new SenderFault(code, message == null ? "" : message)
                : new ServerFault(code);
    }

    /**
     * A call that failed as a whole says nothing about its entries, whatever its status: a 403 or a missing queue is
     * mended by an operator, and then the same entries succeed.
     */
    static EntryResult ofCall(String what, SdkException e) {
        LOG.warn("{} failed, it will be tried again: {}", what, e.getMessage());
        return new ServerFault(codeOf(e), extentOf(e));
    }

    private static Extent extentOf(SdkException e) {
        if (RetryUtils.isThrottlingException(e)) {
            return Extent.BROKER;
        }
        return switch (BrokerException.kindOf(e)) {
            case UNREACHABLE, NOT_ALLOWED -> Extent.BROKER;
            case NOT_FOUND, REFUSED -> Extent.DESTINATION;
        };
    }

    static String codeOf(SdkException e) {
        return e instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode()
                : e.getClass().getSimpleName();
    }
}
