package dev.entrega.api.access;

import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;

/**
 * How much one client may ask for.
 *
 * @param perSecond so many requests a second of each process, 0 for as many as it likes
 */
record RateSettings(int perSecond) implements PlatformSettings {

    private static final int MOST = 1_000_000;

    static RateSettings of(Settings settings) {
        return new RateSettings(settings.under("entrega.http.").number("client-rate-per-second", 0, 0, MOST));
    }
}
