package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    static final int WEAKEST = Integer.MIN_VALUE;

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
        var settings = load(file);
        new TreeSet<>(settings.keySet()).forEach(ResilienceFile::require);
        return PropertySource.of(NAME, settings, WEAKEST);
    }

    /**
     * What it says, by name.
     *
     * @throws ConfigurationException if the file is no YAML
     */
    static Map<String, Object> load(InputStream file) throws IOException {
        try {
            return new YamlPropertySourceLoader().read(NAME, file);
        } catch (RuntimeException e) {
            throw new ConfigurationException(NAME, "is no YAML (" + e.getMessage() + ")", "mend the file");
        }
    }

    /** What a process has read of it; empty if there is no such file. */
    static WrittenSettings of(Environment environment) {
        var values = new HashMap<String, Object>();
        environment.getPropertySources().stream()
                .filter(ResilienceFile::isOne)
                .forEach(source -> source.forEach(name -> values.put(name, source.get(name))));
        return WrittenSettings.of(values);
    }

    /** All that sets something in a process, but with what was applied in the place of what the file says. */
    static List<PropertySource> replaced(Environment environment, WrittenSettings applied) {
        return Stream.concat(
                        environment.getPropertySources().stream().filter(source -> !isOne(source)),
                        Stream.of(of(environment).with(applied).source(NAME)))
                .toList();
    }

    private static boolean isOne(PropertySource source) {
        return source.getName().equals(NAME);
    }

    /** @throws ConfigurationException if there is no such setting */
    static void require(String name) {
        if (!KNOWN.matcher(name).matches()) {
            throw new ConfigurationException(NAME, name + " is no setting", UpstreamsSettings.WHAT_CAN_BE_SET);
        }
    }
}
