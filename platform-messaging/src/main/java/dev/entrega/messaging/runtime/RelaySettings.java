package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.outbox.RelayPolicy;

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
                settings.positiveDuration(POLL_INTERVAL, "1s"),
                maxAttempts,
                settings.positiveDuration(RETENTION, "168h"),
                settings.positiveDuration(OVERDUE, "1m"));
        return new RelaySettings(policy, settings.choice(RELAY, INSIDE, OUTSIDE).equals(INSIDE));
    }
}
