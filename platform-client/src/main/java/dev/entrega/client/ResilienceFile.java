package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads {@code resilience.yml} from the class path, which says how a service calls others, into its settings. Whatever else
 * sets them, as an environment variable, wins.
 */
@ContextConfigurer
public final class ResilienceFile implements ApplicationContextConfigurer {

    static final String NAME = "resilience.yml";

    /** Which upstreams and calls there are is known later. */
    private static final Pattern KNOWN = Pattern.compile("upstreams\\.[a-z0-9-]+\\.("
            + anyOf(UpstreamsSettings.OF_AN_UPSTREAM) + "|calls\\.[a-z0-9-]+\\.("
            + anyOf(UpstreamsSettings.OF_A_CALL) + "))");

    /** Below application.yml and everything else. */
    private static final int WEAKEST = Integer.MIN_VALUE;

    private static String anyOf(List<String> names) {
        return names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    }

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
                    NAME, unknown.first() + " is no setting", UpstreamsSettings.WHAT_CAN_BE_SET);
        }
        return PropertySource.of(NAME, settings, WEAKEST);
    }
}
