package dev.entrega.api;

import dev.entrega.messaging.Origin;
import dev.entrega.messaging.Origins;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where a request comes from, as its headers say. Thread-safe. */
@Singleton
final class RequestOrigin implements Origins.Source {

    @Override
    public Optional<Origin> current() {
        return ServerRequestContext.currentRequest().map(RequestOrigin::of);
    }

    private static Origin of(HttpRequest<?> request) {
        var headers = request.getHeaders();
        return new Origin(
                headers.get("traceparent"), headers.get("tracestate"), headers.get(Origin.CORRELATION_HEADER));
    }
}
