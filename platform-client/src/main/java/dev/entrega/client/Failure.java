package dev.entrega.client;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an attempt's exception says of the upstream. */
enum Failure {
    /** None: it has answered, and what it says of the request is the caller's. */
    NONE,
    /** The request never got there. */
    NOT_SENT,
    /** It may have done what it was asked for, or not. */
    UNKNOWN,
    /** It has not done it, and says that it can't now. */
    NOT_NOW,
    /** It has failed over this request, and most likely would again. */
    BROKEN;

    /** Request Timeout, Too Many Requests, Bad Gateway, Service Unavailable, Gateway Timeout (RFC 9110, RFC 6585). */
    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);

    private static final int SERVER_ERROR = 500;
    private static final int MANY_CAUSES = 10;

    static Failure of(RuntimeException exception) {
        if (exception instanceof HttpClientResponseException answered) {
            int status = answered.code();
            return PASSING.contains(status) ? NOT_NOW : status >= SERVER_ERROR ? BROKEN : NONE;
        }
        if (exception instanceof UpstreamNotFoundException) {
            return NONE;
        }
        if (exception instanceof NoTokenException) {
            return NOT_SENT;
        }
        return causes(exception).anyMatch(Failure::isOfConnecting) ? NOT_SENT : UNKNOWN;
    }

    private static boolean isOfConnecting(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException;
    }

    private static Stream<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
                .limit(MANY_CAUSES);
    }

    /** @param repeatable whether the request may be carried out twice */
    boolean allowsRetry(boolean repeatable) {
        return switch (this) {
            case NOT_SENT -> true;
            case UNKNOWN, NOT_NOW -> repeatable;
            case NONE, BROKEN -> false;
        };
    }

    /** Whether it is the upstream that can't, whatever it is asked for. */
    boolean isOutage() {
        return switch (this) {
            case NOT_SENT, UNKNOWN, NOT_NOW -> true;
            case NONE, BROKEN -> false;
        };
    }

    /** How long the upstream asks to be left alone, by {@code Retry-After} in seconds; its form as a date is not heeded. */
    static Optional<Duration> retryAfter(RuntimeException exception) {
        return exception instanceof HttpClientResponseException answered
                ? Optional.of(answered.getResponse())
                        .map(HttpResponse::getHeaders)
                        .flatMap(headers -> headers.get(HttpHeaders.RETRY_AFTER, Integer.class))
                        .map(Duration::ofSeconds)
                : Optional.empty();
    }
}
