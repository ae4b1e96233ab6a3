package dev.entrega.consumer;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * How each lane consumes.
 *
 * @param lanes by name
 */
record LaneSettings(Map<String, Lane> lanes) implements PlatformSettings {

    private static final String PREFIX = "entrega.lanes.";

    /**
     * @param concurrency how many deliveries are handled at once in this process
     * @param perSecond how many begin in a second in all processes together, 0 for as many as can be
     */
    record Lane(int concurrency, int perSecond) {}

    LaneSettings {
        lanes = Map.copyOf(lanes);
    }

    /** @throws ConfigurationException if a setting is malformed or out of its range */
    static LaneSettings of(Settings settings, Lanes declared, int concurrency) {
        var lanes = new HashMap<String, Lane>();
        lanes.put(Lanes.MAIN, new Lane(concurrency, 0));
        declared.names().filter(name -> !name.equals(Lanes.MAIN)).forEach(name -> {
            int atOnce = settings.number(PREFIX + name + ".concurrency", concurrency);
            int perSecond = settings.number(PREFIX + name + ".rate-per-second", 0);
            if (atOnce < 1) {
                throw new ConfigurationException(
                        PREFIX + name + ".concurrency", "is out of its range", "set it to 1 or more");
            }
            if (perSecond < 0) {
                throw new ConfigurationException(
                        PREFIX + name + ".rate-per-second",
                        "is out of its range",
                        "set it to 1 or more, or to 0 for as many as can be");
            }
            lanes.put(name, new Lane(atOnce, perSecond));
        });
        return new LaneSettings(lanes);
    }

    Lane of(String lane) {
        var settings = lanes.get(lane);
        if (settings == null) {
            throw new IllegalArgumentException("there is no lane " + lane);
        }
        return settings;
    }
}
