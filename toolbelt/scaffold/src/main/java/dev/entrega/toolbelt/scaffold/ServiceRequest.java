package dev.entrega.toolbelt.scaffold;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service that somebody wants.
 *
 * @param name lower-case words joined by hyphens, at most 40 characters, as {@code pricing}
 * @param on the event type that it handles, as {@code order.placed.v1}; a consumer has one, an api none
 * @param publishes the event type that it publishes, {@code null} for none; an api without one gets one of its own
 * @param folder where to make the service's folder; within this repository it becomes a module of it
 */
public record ServiceRequest(
        String name,
        Kind kind,
        @Nullable String on,
        @Nullable String publishes,
        Path folder) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** That of a service's name: environment and suffix still fit into a queue's (SQS quotas). */
    private static final int MAX_NAME = 40;

    /** @throws ScaffoldException if the name is none, or kind and types don't go together */
    public ServiceRequest {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw ScaffoldException.misused("\"" + name + "\" can't name a service: use lower-case words joined by"
                    + " hyphens, at most " + MAX_NAME + " characters, as in stock-service");
        }
        if (kind == Kind.CONSUMER && on == null) {
            throw ScaffoldException.misused("a consumer handles events, but of which type was not said:"
                    + " add --on TYPE, as in --on order.placed.v1");
        }
        if (kind == Kind.API && on != null) {
            throw ScaffoldException.misused("an api takes requests and no events, so --on " + on
                    + " has no place in it: leave it out, or make a consumer with --kind consumer");
        }
        folder = folder.toAbsolutePath().normalize();
    }
}
