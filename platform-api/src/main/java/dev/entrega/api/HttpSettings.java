package dev.entrega.api;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import java.time.Duration;

/**
 * How long a service's HTTP server waits.
 *
 * @param drain for how long after SIGTERM new requests are still answered, 0 to 19 s: as long as whoever distributes
 *     them needs to notice
 * @param receiveTimeout within which the whole of a request must come, from its first byte on; at least 1 ms
 */
record HttpSettings(Duration drain, Duration receiveTimeout) implements PlatformSettings {

    private static final String DRAIN = "entrega.http.drain";
    private static final String RECEIVE_TIMEOUT = "entrega.http.receive-timeout";

    /** Something has to be left for the requests in flight: see {@link HttpDrain}. */
    private static final Duration LONGEST = Duration.ofSeconds(19);

    HttpSettings {
        if (drain.isNegative() || drain.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(DRAIN, "is out of its range", "set it to 0s to 19s");
        }
        if (!receiveTimeout.isPositive()) {
            throw new ConfigurationException(RECEIVE_TIMEOUT, "is no time to wait", "set it to 30s, or leave it out");
        }
    }

    static HttpSettings of(Settings settings) {
        return new HttpSettings(settings.duration(DRAIN, "2s"), settings.duration(RECEIVE_TIMEOUT, "30s"));
    }
}
