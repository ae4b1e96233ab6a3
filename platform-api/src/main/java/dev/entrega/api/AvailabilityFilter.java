package dev.entrega.api;

import dev.entrega.messaging.runtime.Beginning;
import dev.entrega.messaging.runtime.DatabaseLoad;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/**
 * Takes no request that can't be served now: before the service has its tables, topics and queues, and while more wait for
 * the database than it can serve soon. Of the latter each would wait until its client has gone, and be repeated: all of the
 * work would be for nobody. Only health and metrics may always be asked for.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class AvailabilityFilter {

    private static final String RETRY_AFTER_SECONDS = "1";

    private static final Problem NOT_BEGUN = Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "not-begun",
            "The service waits for what it needs and has done nothing with this request. Repeat it later.");

    private static final Problem OVERLOADED = Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "overloaded",
            "The service has more to do than it can and has done nothing with this request. Repeat it later.");

    private final Beginning beginning;
    private final @Nullable DatabaseLoad load;

    /** @param load {@code null} for a service without a database */
    AvailabilityFilter(Beginning beginning, @Nullable DatabaseLoad load) {
        this.beginning = beginning;
        this.load = load;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        if (request.getPath().startsWith("/health") || request.getPath().equals("/prometheus")) {
            return null;
        }
        if (!beginning.isOver()) {
            return refused(NOT_BEGUN, request);
        }
        return load != null && load.isTooMuch() ? refused(OVERLOADED, request) : null;
    }

    private static HttpResponse<?> refused(Problem why, HttpRequest<?> request) {
        return ProblemResponses.write(why, request).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
