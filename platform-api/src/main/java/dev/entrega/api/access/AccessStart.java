package dev.entrega.api.access;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.http.HttpMethod;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service with something to guard starts only if somebody has said whose tokens are good, or that none are needed. */
@Singleton
@Requires(missingProperty = "entrega.command")
final class AccessStart {

    private static final Logger LOG = LoggerFactory.getLogger(AccessStart.class);

    private final Router router;
    private final Guards guards;
    private final AccessSettings settings;

    AccessStart(Router router, Guards guards, AccessSettings settings) {
        this.router = router;
        this.guards = guards;
        this.settings = settings;
    }

    @EventListener
    void check(StartupEvent event) {
        router.uriRoutes()
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .filter(route -> guards.declaredBy(route) instanceof Guard.Token)
                .findFirst()
                .ifPresent(this::requireIssuer);
    }

    private void requireIssuer(UriRouteInfo<?, ?> guarded) {
        if (settings.isMissing()) {
            throw new ConfigurationException(
                    AccessSettings.ISSUER,
                    "is missing, and " + guarded.getHttpMethodName() + " "
                            + guarded.getUriMatchTemplate().toPathString() + " asks who calls",
                    AccessSettings.REMEDY);
        }
        if (settings.asksForNone()) {
            LOG.warn("OAUTH_ISSUER is none: whoever can reach this service may use it, without a token");
        }
    }
}
