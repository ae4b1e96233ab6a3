package dev.entrega.api;

import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import java.time.Duration;

/**
 * What is remembered of requests that are {@link Idempotent}.
 *
 * @param replay whether a repeat gets the first answer once more, and not 304
 * @param retention for how long a key is kept at least
 */
record IdempotencySettings(boolean replay, Duration retention) implements PlatformSettings {

    private static final String DUPLICATES = "entrega.api.duplicates";
    private static final String NOT_MODIFIED = "not-modified";
    private static final String REPLAY = "replay";
    private static final String RETENTION = "entrega.api.key-retention";

    static IdempotencySettings of(Settings settings) {
        return new IdempotencySettings(
                settings.choice(DUPLICATES, NOT_MODIFIED, REPLAY).equals(REPLAY),
                settings.positiveDuration(RETENTION, "168h"));
    }
}
