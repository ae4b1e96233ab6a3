package dev.entrega.api.webhook;

import dev.entrega.api.RefusedException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Verifies the raw bytes of a request to a {@link Webhook} before anything parses them, and keeps the partner's id. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = WebhookScheme.class)
final class WebhookFilter {

    private static final String ID = WebhookFilter.class.getName();

    private static final Pattern POSSIBLE = Pattern.compile("[!-~]{1,200}");

    private final Map<String, WebhookScheme> schemes;
    private final Clock clock;

    WebhookFilter(Map<String, WebhookScheme> schemes, Clock clock) {
        this.schemes = schemes;
        this.clock = clock;
    }

    /** Not on the server's event loop: a scheme may have to ask somebody for a certificate. */
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void verify(HttpRequest<?> request, @Body byte[] body) {
        partner(request).ifPresent(partner -> {
            String id = Objects.requireNonNull(schemes.get(partner), partner)
                    .verify(new SignedRequest(request.getHeaders()::getAll, body, clock.instant()));
            if (!POSSIBLE.matcher(id).matches()) {
                throw new RefusedException(
                        HttpStatus.BAD_REQUEST,
                        "webhook-id-malformed",
                        "The request's id must be 1 to 200 visible ASCII characters.");
            }
            request.setAttribute(ID, partner + ":" + id);
        });
    }

    private static Optional<String> partner(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .flatMap(route -> route.getAnnotationMetadata().stringValue(Webhook.class));
    }

    /** Of a request that has passed. */
    static String idOf(HttpRequest<?> request) {
        return request.getAttribute(ID, String.class)
                .orElseThrow(() -> new IllegalStateException("a request to a @Webhook was not verified"));
    }
}
