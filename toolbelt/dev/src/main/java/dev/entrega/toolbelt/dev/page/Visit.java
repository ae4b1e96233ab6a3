package dev.entrega.toolbelt.dev.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Finds what a service has to show to somebody with a browser. Thread-safe. */
final class Visit {
    private static final int ERROR = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Its first page; where it has none, what it says of its API. */
    URI of(URI service) throws InterruptedException {
        URI first = service.resolve("/");
        return isThere(first) ? first : service.resolve("/openapi");
    }

    /** Where nobody answers, neither page is there, and the browser says so. */
    private boolean isThere(URI page) throws InterruptedException {
        var request = HttpRequest.newBuilder(page)
                .header("Accept", "text/html")
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() < ERROR;
        } catch (IOException e) {
            return false;
        }
    }
}
