package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import java.time.Duration;

/**
 * How the relay works.
 *
 * @param pollInterval how long rows wait that no commit of this process announces, more than 0 s
 */
record RelaySettings(Duration pollInterval) implements PlatformSettings {

    private static final String POLL_INTERVAL = "entrega.outbox.poll-interval";

    RelaySettings {
        if (!pollInterval.isPositive()) {
            throw new ConfigurationException(POLL_INTERVAL, "is out of its range", "set it to more than 0s");
        }
    }

    static RelaySettings of(Settings settings) {
        return new RelaySettings(settings.duration(POLL_INTERVAL, "1s"));
    }
}
