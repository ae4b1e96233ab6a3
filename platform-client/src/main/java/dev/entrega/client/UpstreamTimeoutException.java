package dev.entrega.client;

import io.micronaut.http.client.exceptions.HttpClientException;
import java.time.Duration;

/** An upstream has not answered in time, to the last byte. Whether it has done what it was asked for is not known. */
public final class UpstreamTimeoutException extends HttpClientException {

    UpstreamTimeoutException(String upstream, Duration timeout, Throwable cause) {
        super(upstream + " has not answered within " + timeout.toMillis() + " ms", cause);
    }
}
