package dev.entrega.api;

import dev.entrega.messaging.runtime.DatabaseLoad;
import io.micronaut.context.annotation.Requires;
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
 * Refuses requests at once while more wait for the database than it can serve soon. Else, after an outage or under a load
 * that is too high, each would wait until its client has gone, and be repeated: all of the work would be for nobody.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = DatabaseLoad.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OverloadFilter {

    private static final String RETRY_AFTER_SECONDS = "1";

    private static final Problem OVERLOADED = Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "overloaded",
            "The service has more to do than it can and has done nothing with this request. Repeat it later.");

    private final DatabaseLoad load;

    OverloadFilter(DatabaseLoad load) {
        this.load = load;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        return load.isTooMuch() && !NotBegunFilter.tellsOfTheService(request.getPath())
                ? ProblemResponses.write(OVERLOADED, request).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                : null;
    }
}
