package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.outbox.RelayPolicy;
import java.time.Duration;

/**
 * How the relay works, and where.
 *
 * @param inside whether in each process of the service, and not only in those that are started with {@code relay}
 */
record RelaySettings(RelayPolicy policy, boolean inside) implements PlatformSettings {

    static final String RELAY = "entrega.outbox.relay";
    static final String INSIDE = "inside";
    static final String OUTSIDE = "outside";

    private static final String POLL_INTERVAL = "entrega.outbox.poll-interval";
    private static final String MAX_ATTEMPTS = "entrega.outbox.max-attempts";
    private static final String RETENTION = "entrega.outbox.retention";
    private static final String OVERDUE = "entrega.outbox.overdue";

    static RelaySettings of(Settings settings) {
        int maxAttempts = settings.number(MAX_ATTEMPTS, 20);
        if (maxAttempts < 1) {
            throw new ConfigurationException(MAX_ATTEMPTS, "is out of its range", "set it to 1 or more");
        }
        var policy = new RelayPolicy(
                positive(settings, POLL_INTERVAL, "1s"),
                maxAttempts,
                positive(settings, RETENTION, "168h"),
                positive(settings, OVERDUE, "1m"));
        return new RelaySettings(policy, settings.choice(RELAY, INSIDE, OUTSIDE).equals(INSIDE));
    }

    private static Duration positive(Settings settings, String name, String byDefault) {
        var time = settings.duration(name, byDefault);
        if (!time.isPositive()) {
            throw new ConfigurationException(name, "is out of its range", "set it to more than 0s");
        }
        return time;
    }
}
