package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Reads the platform's settings. A value that can't be read is an error that names the setting; bound as a bean's
 * property, Micronaut would take the default instead and say nothing. Thread-safe.
 */
@Singleton
public final class Settings {

    private final PropertyResolver environment;

    Settings(PropertyResolver environment) {
        this.environment = environment;
    }

    /** A time as {@code 250ms}, {@code 30s}, {@code 15m} or {@code 2h}. */
    public Duration duration(String name, String byDefault) {
        return read(name, byDefault, Duration.class, "set it to a time as 250ms, 30s, 15m or 2h");
    }

    /** A whole number. */
    public int number(String name, int byDefault) {
        return read(name, Integer.toString(byDefault), Integer.class, "set it to a whole number");
    }

    private <T> T read(String name, String byDefault, Class<T> type, String remedy) {
        String value = environment.getProperty(name, String.class).orElse(byDefault);
        return ConversionService.SHARED
                .convert(value, type)
                .orElseThrow(() -> new ConfigurationException(name, "can't be read from \"" + value + "\"", remedy));
    }
}
