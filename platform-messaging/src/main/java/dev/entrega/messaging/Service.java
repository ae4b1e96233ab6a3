package dev.entrega.messaging;

import java.util.regex.Pattern;

/**
 * Who this process is: the service it belongs to and the environment it runs in. Both become part of the names of
 * queues and topics.
 *
 * @param name lower-case words joined by hyphens, at most 40 characters, so that with environment and suffix a queue's
 *     name stays below SQS's limit of 80
 * @param environment as {@code dev} or {@code prod}, at most 20 characters
 */
public record Service(String name, String environment) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z][a-z0-9-]{0,19}");

    public Service {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "entrega.service",
                    "\"" + name + "\" is not a service name",
                    "use lower-case letters, digits and hyphens, at most 40, as in stock-service");
        }
        if (!ENVIRONMENT.matcher(environment).matches()) {
            throw new ConfigurationException(
                    "ENTREGA_ENV",
                    "\"" + environment + "\" is not an environment's name",
                    "use lower-case letters, digits and hyphens, at most 20, as in prod");
        }
    }

    /** The CloudEvents source of what this service publishes. */
    public String source() {
        return "/" + name;
    }
}
