package dev.entrega.client;

import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.Settings;
import dev.entrega.messaging.runtime.Settings.Setting;
import io.micronaut.context.env.PropertySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a service calls, as it says itself without being started.
 *
 * @param settings all of all upstreams and calls, each under its own name
 */
public record DescribedUpstreams(List<Setting> settings) {

    private static final String DEFAULT = "default";
    private static final String URL = ".url";

    /** Between who has set something and by which other name. */
    private static final String AS = ", ";

    private static final String VARIABLE = "${";

    public DescribedUpstreams {
        settings = List.copyOf(settings);
    }

    public static DescribedUpstreams of(ServiceDescription service) {
        return new DescribedUpstreams(service.settings().stream()
                .filter(setting -> setting.name().startsWith(UpstreamsSettings.PREFIX))
                .toList());
    }

    /** The calls of each upstream. */
    public Map<String, Set<String>> clients() {
        var clients = new TreeMap<String, Set<String>>();
        for (var setting : settings) {
            var parts = KnownSettings.SETTING.matcher(setting.name());
            if (parts.matches()) {
                var calls = clients.computeIfAbsent(parts.group("upstream"), any -> new TreeSet<>());
                if (parts.group("call") != null) {
                    calls.add(parts.group("call"));
                }
            }
        }
        return clients;
    }

    /** The upstreams whose URL is not said by {@code resilience.yml}. */
    public Set<String> located() {
        return clients().keySet().stream()
                .filter(upstream -> settings.stream()
                        .anyMatch(setting ->
                                setting.name().equals(UpstreamsSettings.PREFIX + upstream + URL) && !isOfFile(setting)))
                .collect(Collectors.toSet());
    }

    /** Whether the file says it, or nobody does. */
    private static boolean isOfFile(Setting setting) {
        return Stream.of(ResilienceFile.NAME, DEFAULT).anyMatch(who(setting)::equals);
    }

    private static String who(Setting setting) {
        return setting.origin().split(AS, 2)[0];
    }

    /** The name by which it was set, if somebody has. */
    private static String setAs(Setting setting) {
        var parts = setting.origin().split(AS, 2);
        return parts.length == 2 ? parts[1] : setting.name();
    }

    /**
     * What is in force if something stands in the place of the file, by the rules by which the service itself reads it. Where
     * that names a variable, which only the service knows, the value is as it is written.
     *
     * @param origin who has set it, as it is to be told
     */
    public List<Setting> with(WrittenSettings applied, String origin) {
        var sources = new ArrayList<PropertySource>();
        settings.stream()
                .filter(setting -> !who(setting).equals(DEFAULT))
                .filter(setting -> !isOfFile(setting) || !WrittenSettings.isChangeable(setting.name()))
                .collect(Collectors.groupingBy(
                        DescribedUpstreams::who,
                        Collectors.toMap(DescribedUpstreams::setAs, Setting::value, (one, same) -> one)))
                .forEach((who, values) -> sources.add(PropertySource.of(who, Map.copyOf(values))));
        var known = new TreeMap<>(applied.changeable().values());
        known.values().removeIf(value -> value.contains(VARIABLE));
        sources.add(new WrittenSettings(known).source(origin));
        var read = Settings.of(sources);
        UpstreamsSettings.of(read, clients());
        return read.inForce().stream()
                .map(setting -> who(setting).equals(DEFAULT) ? asWritten(setting, applied, origin) : setting)
                .toList();
    }

    private static Setting asWritten(Setting setting, WrittenSettings applied, String origin) {
        String value = applied.changeable().values().get(setting.name());
        return value == null ? setting : new Setting(setting.name(), value, origin);
    }
}
