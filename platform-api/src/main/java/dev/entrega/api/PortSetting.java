package dev.entrega.api;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;

/** Refuses a malformed {@code PORT} before anything else begins, and names it as the operator wrote it. */
@Context
@Requires(property = "port")
final class PortSetting {

    private static final int HIGHEST = 65_535;

    PortSetting(@Property(name = "port") String port) {
        if (!port.matches("[1-9]\\d{0,4}") || Integer.parseInt(port) > HIGHEST) {
            throw new ConfigurationException(
                    "PORT", "\"" + port + "\" is no port", "set it to a number from 1 to " + HIGHEST);
        }
    }
}
