package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;

/**
 * How the service uses its database.
 *
 * @param poolSize the most connections of one process, at least 1
 */
record DatabaseSettings(int poolSize) implements PlatformSettings {

    private static final String POOL_SIZE = "entrega.database.pool-size";

    DatabaseSettings {
        if (poolSize < 1) {
            throw new ConfigurationException(POOL_SIZE, "is out of its range", "set it to 1 or more");
        }
    }

    static DatabaseSettings of(Settings settings) {
        return new DatabaseSettings(settings.number(POOL_SIZE, 12));
    }
}
