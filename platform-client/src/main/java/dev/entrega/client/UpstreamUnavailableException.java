package dev.entrega.client;

import dev.entrega.messaging.health.Unavailable;
import io.micronaut.http.client.exceptions.HttpClientException;

/**
 * An upstream can't be called now: its circuit breaker is open, or as many calls are under way, or were made of late, as may
 * be. Without a cause it was not asked and knows nothing of the call; with one that was what the last attempt has thrown.
 */
public final class UpstreamUnavailableException extends HttpClientException implements Unavailable {

    UpstreamUnavailableException(String upstream, String why) {
        super(upstream + " was not asked: " + why);
    }

    UpstreamUnavailableException(String upstream, HttpClientException last) {
        super(upstream + " can't be called now: " + last.getMessage(), last);
    }
}
