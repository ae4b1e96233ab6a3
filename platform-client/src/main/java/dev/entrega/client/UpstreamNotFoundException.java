package dev.entrega.client;

import io.micronaut.http.client.exceptions.HttpClientException;

/**
 * An upstream has answered 404 to a method that returns neither an {@code Optional} nor an {@code HttpResponse}, which would
 * say so themselves. Micronaut would return {@code null}, and for a method without a result that is the same as success.
 */
public final class UpstreamNotFoundException extends HttpClientException {

    UpstreamNotFoundException(String upstream, String path) {
        super(upstream + " has answered 404 to " + path);
    }
}
