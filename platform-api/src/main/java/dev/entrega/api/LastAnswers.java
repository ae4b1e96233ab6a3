package dev.entrega.api;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Says with each answer of a process that ends that its connection will not be kept. A client that finds out by a reset
 * does not know whether its request was executed.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE) // One that comes later sees no answer of those before it, as a refusal.
final class LastAnswers {

    private final HttpDrain drain;

    LastAnswers(HttpDrain drain) {
        this.drain = drain;
    }

    @ResponseFilter
    void close(MutableHttpResponse<?> answer) {
        if (drain.isDraining()) {
            answer.header(HttpHeaders.CONNECTION, "close");
        }
    }
}
