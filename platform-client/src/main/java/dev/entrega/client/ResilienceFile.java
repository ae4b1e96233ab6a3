package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code resilience.yml} from the class path, which says how a service calls others, into its settings. Whatever else
 * sets them, as an environment variable, wins.
 */
@ContextConfigurer
public final class ResilienceFile implements ApplicationContextConfigurer {

    static final String NAME = "resilience.yml";

    private static final Pattern KNOWN = Pattern.compile("upstreams\\.[a-z0-9-]+\\."
            + "(url|connect-timeout|(calls\\.[a-z0-9-]+\\.)?(timeout|attempts)|retry-budget"
            + "|breaker\\.(failures|attempts|wait)|concurrent|rate-per-second)");

    /** Below application.yml and everything else. */
    private static final int WEAKEST = Integer.MIN_VALUE;

    @Override
    public void configure(ApplicationContextBuilder context) {
        try (var file = ResilienceFile.class.getClassLoader().getResourceAsStream(NAME)) {
            if (file != null) {
                context.propertySources(read(file));
            }
        } catch (IOException e) {
            throw new ConfigurationException(NAME, "can't be read (" + e.getMessage() + ")", "mend the file");
        }
    }

    /** @throws ConfigurationException if the file is no YAML, or has a setting that is none */
    static PropertySource read(InputStream file) throws IOException {
        Map<String, Object> settings;
        try {
            settings = new YamlPropertySourceLoader().read(NAME, file);
        } catch (RuntimeException e) {
            throw new ConfigurationException(NAME, "is no YAML (" + e.getMessage() + ")", "mend the file");
        }
        var unknown = new TreeSet<>(settings.keySet());
        unknown.removeIf(key -> KNOWN.matcher(key).matches());
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    NAME,
                    unknown.first() + " is no setting",
                    "an upstream has url, connect-timeout, timeout, attempts, retry-budget, breaker.failures, breaker.attempts,"
                            + " breaker.wait, concurrent, rate-per-second, and calls.METHOD.timeout and .attempts");
        }
        return PropertySource.of(NAME, settings, WEAKEST);
    }
}
