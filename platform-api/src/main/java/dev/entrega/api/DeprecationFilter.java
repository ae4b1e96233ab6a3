package dev.entrega.api;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.Router;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Says with each answer of an operation with {@link Deprecation} that it will go. Thread-safe. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE) // Whoever is refused is told as well.
@Requires(missingProperty = "entrega.command")
final class DeprecationFilter {

    private final Router router;
    private final Map<AnnotationValue<Deprecation>, DeprecationHeaders> headers = new ConcurrentHashMap<>();

    DeprecationFilter(Router router) {
        this.router = router;
    }

    /** What can't be said stops the start, and not the first answer. */
    @EventListener
    void check(StartupEvent event) {
        router.uriRoutes()
                .forEach(route -> Optional.ofNullable(route.getAnnotation(Deprecation.class))
                        .ifPresent(deprecation -> headers.put(
                                deprecation,
                                DeprecationHeaders.of(
                                        deprecation, route.getTargetMethod().getName()))));
    }

    @ResponseFilter
    void say(HttpRequest<?> request, MutableHttpResponse<?> response) {
        RouteAttributes.getRouteInfo(request)
                .map(route -> route.getAnnotation(Deprecation.class))
                .map(headers::get)
                .ifPresent(its -> its.addTo(response.getHeaders()));
    }
}
