package dev.entrega.api;

import dev.entrega.messaging.runtime.Beginning;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Takes no request before the service has its tables, topics and queues; only its health and its metrics may be asked for. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NotBegunFilter {

    private static final String RETRY_AFTER_SECONDS = "1";

    private static final Problem NOT_BEGUN = Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "not-begun",
            "The service waits for what it needs and has done nothing with this request. Repeat it later.");

    private final Beginning beginning;

    NotBegunFilter(Beginning beginning) {
        this.beginning = beginning;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> answer(HttpRequest<?> request) {
        return beginning.isOver() || tellsOfTheService(request.getPath())
                ? null
                : ProblemResponses.write(NOT_BEGUN, request).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    static boolean tellsOfTheService(String path) {
        return path.startsWith("/health") || path.equals("/prometheus");
    }
}
