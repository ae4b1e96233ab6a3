package dev.entrega.api.webhook;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.regex.Pattern;

/** A partner of whom nothing says how it signs stops the start, and so does a secret that is missing. */
@Singleton
@Requires(missingProperty = "entrega.command")
final class WebhookStart {

    /** Without a colon, which divides it from the partner's ids. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private final Router router;
    private final Map<String, WebhookScheme> schemes;

    WebhookStart(Router router, Map<String, WebhookScheme> schemes) {
        this.router = router;
        this.schemes = schemes;
    }

    @EventListener
    void check(StartupEvent event) {
        router.uriRoutes()
                .forEach(route -> route.getAnnotationMetadata()
                        .stringValue(Webhook.class)
                        .ifPresent(partner -> check(partner, route)));
    }

    private void check(String partner, RouteInfo<?> route) {
        if (!NAME.matcher(partner).matches()) {
            throw refused(partner, "that is no name", "use lower-case letters, digits and hyphens");
        }
        if (!schemes.containsKey(partner)) {
            throw refused(
                    partner,
                    "nothing says how its requests are signed",
                    "make a bean WebhookScheme with @Named(\"" + partner + "\")");
        }
        if (route.getReturnType().isAsyncOrReactive()) {
            throw refused(partner, "its method ends before its work does", "return the answer itself");
        }
    }

    private static ConfigurationException refused(String partner, String problem, String remedy) {
        return new ConfigurationException("@Webhook(\"" + partner + "\")", problem, remedy);
    }
}
