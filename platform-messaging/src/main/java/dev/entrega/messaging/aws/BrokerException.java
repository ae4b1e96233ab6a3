package dev.entrega.messaging.aws;

import dev.entrega.messaging.MessagingException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** SNS or SQS did not do what was asked. */
public final class BrokerException extends MessagingException {

    /** What an operator has to look at. */
    public enum Kind {
        /** It did not answer, or answered with a fault of its own or that it is asked too often. */
        UNREACHABLE,
        /** There are no credentials, or they don't suffice. */
        NOT_ALLOWED,
        /** The topic, queue or subscription is not there. */
        NOT_FOUND,
        /** It answered that it won't. */
        REFUSED
    }

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_FAULT = 500;

    /** Errors that SNS and SQS answer with a 400 (AWS, "common error types"). */
    private static final Set<String> ABOUT_CREDENTIALS =
            Set.of("ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException");

    private final Kind kind;

    BrokerException(String what, SdkException cause) {
        super("could not " + what + ": " + wordsOf(cause), cause);
        this.kind = kindOf(cause);
    }

    public Kind kind() {
        return kind;
    }

    private static String wordsOf(SdkException e) {
        if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return Faults.codeOf(e) + ", " + service.awsErrorDetails().errorMessage();
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ", " + root.getMessage();
    }

    static Kind kindOf(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            // The SDK says it by words alone.
            return String.valueOf(e.getMessage()).contains("credentials") ? Kind.NOT_ALLOWED : Kind.UNREACHABLE;
        }
        String code = Faults.codeOf(e);
        int status = service.statusCode();
        if (service.isThrottlingException()) {
            return Kind.UNREACHABLE;
        }
        if (status == UNAUTHORIZED
                || status == FORBIDDEN
                || code.startsWith("AccessDenied")
                || ABOUT_CREDENTIALS.contains(code)) {
            return Kind.NOT_ALLOWED;
        }
        if (code.contains("NonExistent") || code.contains("NotFound") || code.contains("DoesNotExist")) {
            return Kind.NOT_FOUND;
        }
        return status >= SERVER_FAULT ? Kind.UNREACHABLE : Kind.REFUSED;
    }
}
