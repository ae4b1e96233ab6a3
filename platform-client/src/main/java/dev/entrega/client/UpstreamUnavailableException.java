package dev.entrega.client;

import dev.entrega.messaging.health.Unavailable;
import io.micronaut.http.client.exceptions.HttpClientException;

/**
 * An upstream can't be called now: its circuit breaker is open, or as many calls are under way, or were made of late, as may
 * be, or there is no token for it. Without a cause it was not asked and knows nothing of the call. With one that was what the last attempt has thrown, and
 * whether the upstream has done what it was asked for is as unknown as the cause says.
 */
public final class UpstreamUnavailableException extends HttpClientException implements Unavailable {

    private UpstreamUnavailableException(String message) {
        super(message);
    }

    private UpstreamUnavailableException(String message, HttpClientException last) {
        super(message, last);
    }

    static UpstreamUnavailableException notAsked(String upstream, String why) {
        return new UpstreamUnavailableException(upstream + " was not asked: " + why);
    }

    static UpstreamUnavailableException notAskedAgain(String upstream, String why, HttpClientException last) {
        return new UpstreamUnavailableException(
                upstream + " was not asked again: " + why + "; before, " + last.getMessage(), last);
    }

    /** The attempt was made, and the breaker has opened over it, or has not closed. */
    static UpstreamUnavailableException since(String upstream, HttpClientException last) {
        return new UpstreamUnavailableException(upstream + " can't be called now: " + last.getMessage(), last);
    }
}
