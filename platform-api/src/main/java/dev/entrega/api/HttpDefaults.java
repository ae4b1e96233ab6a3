package dev.entrega.api;

import static java.util.Map.entry;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** What a service's HTTP server is set to if the service says nothing. */
@ContextConfigurer
public final class HttpDefaults implements ApplicationContextConfigurer {

    /** Below SNS's limit for a message, since what comes in often goes out as an event. */
    static final int MAX_BODY_KIB = 256;

    /** Below application.yml and everything else. */
    private static final int WEAKEST = Integer.MIN_VALUE;

    /** Of the builder: what is added to a context has the last word, whatever its order. */
    @Override
    public void configure(ApplicationContextBuilder context) {
        context.propertySources(PropertySource.of(
                "platform-api",
                Map.ofEntries(
                        entry("micronaut.server.port", "${PORT:8080}"),
                        entry("micronaut.server.max-request-size", MAX_BODY_KIB + "KB"),
                        entry("micronaut.application.name", "${entrega.service}"),
                        // Of its own, so that it stays open when the server is told to stop: see HttpDrain.
                        entry("micronaut.netty.event-loops.parent.num-threads", 1),
                        // An empty list is an answer; Micronaut's default leaves it out.
                        entry("jackson.serialization-inclusion", "NON_ABSENT"),
                        entry("endpoints.all.enabled", false),
                        entry("endpoints.health.enabled", true),
                        entry("endpoints.health.sensitive", false),
                        // What the parts say of themselves names no host; Micronaut's own words do.
                        entry("endpoints.health.details-visible", "ANONYMOUS"),
                        entry("endpoints.health.disk-space.enabled", false),
                        entry("endpoints.health.jdbc.enabled", false),
                        entry("endpoints.prometheus.enabled", true),
                        entry("endpoints.prometheus.sensitive", false),
                        // Who calls is found out in dev.entrega.api.access alone.
                        entry("micronaut.security.filter.enabled", false),
                        entry("micronaut.security.token.bearer.enabled", false),
                        entry("micronaut.security.token.cookie.enabled", false),
                        entry("micronaut.security.endpoints.introspection.enabled", false)),
                WEAKEST));
    }
}
