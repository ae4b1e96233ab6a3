package dev.entrega.api.access;

import dev.entrega.api.webhook.Webhook;
import io.micronaut.http.HttpRequest;
import io.micronaut.management.endpoint.EndpointSensitivityProcessor;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Knows the {@link Guard} of each route. Thread-safe. */
@Singleton
public final class Guards {

    private static final Guard OPEN = new Guard.Open();
    private static final Guard CLOSED = new Guard.Closed();

    private final AccessSettings settings;
    private final EndpointSensitivityProcessor endpoints;

    /** Of the service's routes, what their annotations come to. By identity: two routes may be equal and want different things. */
    private final IdentityHashMap<RouteInfo<?>, Guard> declared = new IdentityHashMap<>();

    Guards(AccessSettings settings, EndpointSensitivityProcessor endpoints, Router router) {
        this.settings = settings;
        this.endpoints = endpoints;
        router.uriRoutes().forEach(route -> declared.put(route, guard(route)));
    }

    /** What is asked of a caller now: a route that would want a token wants none if {@code OAUTH_ISSUER} is {@code none}. */
    public Guard of(RouteInfo<?> route) {
        Guard declared = declaredBy(route);
        return declared instanceof Guard.Token && settings.asksForNone() ? OPEN : declared;
    }

    /** What a token must be, in words; empty if none are asked for. */
    public Optional<String> wanted() {
        return settings.asksForNone()
                ? Optional.empty()
                : Optional.of("a token of " + settings.issuer() + " for " + settings.audience());
    }

    /** Where there is no route, nothing can be done: that is a 404, or 405, for everybody. */
    Guard of(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request).map(this::of).orElse(OPEN);
    }

    Guard declaredBy(RouteInfo<?> route) {
        Guard known = declared.get(route);
        return known == null ? guard(route) : known;
    }

    private Guard guard(RouteInfo<?> route) {
        var annotations = route.getAnnotationMetadata();
        if (annotations.hasStereotype(Endpoint.class)) {
            return isSensitive(route) ? CLOSED : OPEN;
        }
        // What a method says counts in place of what its class does; stringValues would add one to the other.
        List<String> allowed =
                List.of(annotations.getValue(Secured.class, String[].class).orElse(new String[0]));
        if (allowed.contains(SecurityRule.IS_ANONYMOUS) || annotations.hasAnnotation(Webhook.class)) {
            return OPEN;
        }
        if (allowed.contains(SecurityRule.DENY_ALL)) {
            return CLOSED;
        }
        return new Guard.Token(allowed.contains(SecurityRule.IS_AUTHENTICATED) ? List.of() : allowed);
    }

    private boolean isSensitive(RouteInfo<?> route) {
        return !(route instanceof MethodBasedRouteInfo<?, ?> method)
                || endpoints
                        .getEndpointMethods()
                        .getOrDefault(method.getTargetMethod().getExecutableMethod(), true);
    }
}
