package dev.entrega.client;

import io.micronaut.http.client.exceptions.HttpClientException;
import java.util.concurrent.ExecutionException;

/** There is no token for an attempt, so it was not made. */
final class NoTokenException extends HttpClientException {

    NoTokenException(String why) {
        super("no token for it: " + why);
    }

    static NoTokenException since(ExecutionException failed) {
        var cause = failed.getCause();
        return new NoTokenException(String.valueOf(cause == null ? failed : cause.getMessage()));
    }
}
