package dev.entrega.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.MessagingException;
import io.micronaut.context.env.PropertySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a service's upstreams, in {@code resilience.yml} or from it, with its <code>${VARIABLES}</code> as they
 * stand there.
 *
 * @param values by name, as {@code upstreams.bazaar.timeout}
 */
public record WrittenSettings(SortedMap<String, String> values) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public WrittenSettings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    static WrittenSettings of(Map<String, ?> settings) {
        var values = new TreeMap<String, String>();
        settings.forEach((name, value) -> values.put(name, text(value)));
        return new WrittenSettings(values);
    }

    /** As Micronaut would make a text of it. */
    private static String text(@Nullable Object value) {
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value == null ? "" : value.toString();
    }

    /**
     * Of a service's {@code resilience.yml}; empty if there is no such file. What it says may be nonsense: see {@link
     * ResilienceCheck}.
     *
     * @throws ConfigurationException if it is no YAML, or can't be read
     */
    public static WrittenSettings read(Path file) {
        if (!Files.exists(file)) {
            return of(Map.of());
        }
        try (InputStream text = Files.newInputStream(file)) {
            return of(ResilienceFile.load(text));
        } catch (IOException e) {
            throw new ConfigurationException(file.toString(), "can't be read (" + e + ")", "mend the file");
        }
    }

    /** Without what only a deploy can change. */
    public WrittenSettings changeable() {
        return of(values.entrySet().stream()
                .filter(value -> isChangeable(value.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * Whether a running service can change a setting. It can't change where it calls and how it connects, which its
     * connections have been made with, nor what its token is for.
     *
     * @param name as {@code upstreams.bazaar.timeout}
     */
    public static boolean isChangeable(String name) {
        return UpstreamsSettings.BY_DEPLOY.stream().noneMatch(setting -> name.endsWith("." + setting));
    }

    /** These, but for what a running service can change, for which those stand instead. */
    public WrittenSettings with(WrittenSettings applied) {
        var both = new TreeMap<>(values);
        both.keySet().removeIf(WrittenSettings::isChangeable);
        both.putAll(applied.changeable().values());
        return new WrittenSettings(both);
    }

    /** In the place of {@code resilience.yml}, so that whatever else sets something wins. */
    PropertySource source(String name) {
        return PropertySource.of(name, Map.copyOf(values), ResilienceFile.WEAKEST);
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    /** @throws MessagingException if it is not what {@link #toJson} has written */
    static WrittenSettings parse(String json) {
        try {
            return of(JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new MessagingException("not the settings of upstreams: " + e.getOriginalMessage(), e);
        }
    }
}
