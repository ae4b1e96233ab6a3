package dev.entrega.toolbelt.dev.live;

import dev.entrega.messaging.runtime.ServiceDescription;
import java.time.Instant;
import java.util.Map;

/**
 * A service that runs, or has run.
 *
 * @param since when each of its handlers was first known to be subscribed; what was published before never reached it
 */
public record KnownService(ServiceDescription description, Map<String, Instant> since) {
    String name() {
        return description.service();
    }
}
