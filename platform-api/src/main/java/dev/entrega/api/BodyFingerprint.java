package dev.entrega.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.nio.charset.StandardCharsets;

/**
 * Takes the fingerprint of what an {@link Idempotent} route is asked for: the request's target and the raw bytes of its
 * body, before anything parses them. The target belongs to it because the key's scope has the route's template only,
 * and cancelling one order is not cancelling another.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class BodyFingerprint {

    private static final String ATTRIBUTE = BodyFingerprint.class.getName();

    @RequestFilter
    void take(HttpRequest<?> request, @Body byte[] body) {
        if (isIdempotent(request)) {
            byte[] target = (request.getUri().toString() + "\n").getBytes(StandardCharsets.UTF_8);
            request.setAttribute(ATTRIBUTE, Sha256.of(target, body));
        }
    }

    /** SHA-256, 32 bytes. */
    static byte[] of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, byte[].class)
                .orElseThrow(() -> new ApiException("the fingerprint of an @Idempotent request was not taken"));
    }

    private static boolean isIdempotent(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .map(route -> route.getAnnotationMetadata().hasAnnotation(Idempotent.class))
                .orElse(false);
    }
}
