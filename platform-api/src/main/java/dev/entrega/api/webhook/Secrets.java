package dev.entrega.api.webhook;

import dev.entrega.messaging.ConfigurationException;
import java.util.List;

/** What a setting gives that holds secrets. */
final class Secrets {

    private Secrets() {}

    /**
     * @param given as Micronaut divides a value at its commas
     * @param remedy what to set it to
     * @throws ConfigurationException if there is none
     */
    static List<String> of(String setting, List<String> given, String remedy) {
        var secrets = given.stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
        if (secrets.isEmpty()) {
            throw new ConfigurationException(setting, "is missing", remedy);
        }
        return secrets;
    }
}
