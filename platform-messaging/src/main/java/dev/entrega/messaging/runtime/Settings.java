package dev.entrega.messaging.runtime;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Reads the platform's settings, and remembers which and where from. A value that can't be read is an error that names
 * the setting; bound as a bean's property, Micronaut would take the default instead and say nothing. Thread-safe.
 */
@Singleton
public final class Settings {

    private static final String A_TIME = "set it to a time as 250ms, 30s, 15m or 2h";
    private static final String A_NUMBER = "set it to a whole number";

    private final PropertyResolver values;
    private final Collection<PropertySource> sources;
    private final Map<String, Setting> read = new ConcurrentSkipListMap<>();

    @Inject
    Settings(Environment environment) {
        this(environment, environment.getPropertySources());
    }

    private Settings(PropertyResolver values, Collection<PropertySource> sources) {
        this.values = values;
        this.sources = sources;
    }

    /** What other sources than the process's own say: that of the highest order wins. No two have one name. */
    public static Settings of(Collection<PropertySource> sources) {
        var inOrder = sources.stream()
                .sorted(Comparator.comparingInt(PropertySource::getOrder))
                .toArray(PropertySource[]::new);
        return new Settings(new PropertySourcePropertyResolver(inOrder), List.of(inOrder));
    }

    /** A setting in force, and who set it. */
    public record Setting(String name, String value, String origin) {}

    /** A time as {@code 250ms}, {@code 30s}, {@code 15m} or {@code 2h}. */
    public Duration duration(String name, String byDefault) {
        return read(name, byDefault, Duration.class, A_TIME);
    }

    /** The same, and more than none. */
    public Duration positiveDuration(String name, String byDefault) {
        return positive(name, duration(name, byDefault));
    }

    private static Duration positive(String name, Duration time) {
        if (!time.isPositive()) {
            throw new ConfigurationException(name, "is out of its range", "set it to more than 0s");
        }
        return time;
    }

    /** A whole number. */
    public int number(String name, int byDefault) {
        return read(name, Integer.toString(byDefault), Integer.class, A_NUMBER);
    }

    /** One of some words; the first is the default. */
    public String choice(String name, String... words) {
        String word = read(name, words[0], String.class, "");
        if (!List.of(words).contains(word)) {
            throw new ConfigurationException(name, "is \"" + word + "\"", "set it to " + String.join(" or ", words));
        }
        return word;
    }

    /** The same settings, looked for under several prefixes: the first that has one wins. */
    public Layers under(String... prefixes) {
        return new Layers(List.of(prefixes));
    }

    /** What has been read so far, by name. */
    public List<Setting> inForce() {
        return List.copyOf(read.values());
    }

    private <T> T read(String name, String byDefault, Class<T> type, String remedy) {
        return read(name, name, byDefault, type, remedy);
    }

    /**
     * @param name by which it is told
     * @param set by which it was set
     */
    private <T> T read(String name, String set, String byDefault, Class<T> type, String remedy) {
        String value = values.getProperty(set, String.class).orElse(byDefault);
        read.put(name, new Setting(name, value, originOf(set) + (set.equals(name) ? "" : ", " + set)));
        return ConversionService.SHARED
                .convert(value, type)
                .orElseThrow(() -> new ConfigurationException(set, "can't be read from \"" + value + "\"", remedy));
    }

    /** Settings that several prefixes may have, the most special first. Thread-safe. */
    public final class Layers {

        private final List<String> prefixes;

        private Layers(List<String> prefixes) {
            this.prefixes = prefixes;
        }

        /** Any text, as it is. */
        public String text(String name, String byDefault) {
            return read(name, byDefault, String.class, "");
        }

        /** A time, and more than none. */
        public Duration positiveDuration(String name, String byDefault) {
            return positive(setAs(name), read(name, byDefault, Duration.class, A_TIME));
        }

        /** A whole number from {@code least} to {@code most}. */
        public int number(String name, int byDefault, int least, int most) {
            int number = read(name, Integer.toString(byDefault), Integer.class, A_NUMBER);
            if (number < least || number > most) {
                throw new ConfigurationException(
                        setAs(name), number + " is out of its range", "set it to " + least + " to " + most);
            }
            return number;
        }

        private <T> T read(String name, String byDefault, Class<T> type, String remedy) {
            return Settings.this.read(prefixes.getFirst() + name, setAs(name), byDefault, type, remedy);
        }

        private String setAs(String name) {
            return prefixes.stream()
                    .map(prefix -> prefix + name)
                    .filter(values::containsProperty)
                    .findFirst()
                    .orElse(prefixes.getFirst() + name);
        }
    }

    /** Who set it, as an operator knows it; Micronaut lets the source of the highest order win. */
    String originOf(String name) {
        String variable = name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
        return sources.stream()
                .sorted(Comparator.comparingInt(PropertySource::getOrder).reversed())
                .filter(source -> source.get(name) != null || source.get(variable) != null)
                .findFirst()
                .map(source -> source.get(variable) != null
                        ? "environment variable " + variable
                        : source.getName().equals("system") ? "system property " + name : source.getName())
                .orElse("default");
    }
}
