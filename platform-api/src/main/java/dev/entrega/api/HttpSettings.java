package dev.entrega.api;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import java.time.Duration;

/**
 * How a service's HTTP server ends.
 *
 * @param drain for how long after SIGTERM new requests are still answered, 0 to 19 s: as long as whoever distributes
 *     them needs to notice
 */
record HttpSettings(Duration drain) implements PlatformSettings {

    private static final String DRAIN = "entrega.http.drain";

    /** Something has to be left for the requests in flight: see {@link HttpDrain}. */
    private static final Duration LONGEST = Duration.ofSeconds(19);

    HttpSettings {
        if (drain.isNegative() || drain.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(DRAIN, "is out of its range", "set it to 0s to 19s");
        }
    }

    static HttpSettings of(Settings settings) {
        return new HttpSettings(settings.duration(DRAIN, "2s"));
    }
}
