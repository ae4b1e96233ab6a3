package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.env.PropertySource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says all that a start refuses of what is written, where the start itself says the first of it. Each setting is given to
 * the code that reads it at a start, by itself: none depends on another.
 */
public final class ResilienceCheck {

    /** What it stands for is known where the service runs. */
    private static final Pattern OPEN = Pattern.compile(".*\\$\\{[^:}]*}.*", Pattern.DOTALL);

    private static final String URL = ".url";
    private static final String ANY = "http://localhost";

    private final Map<String, Set<String>> clients; // in order, as it is told
    private final Set<String> located;

    /**
     * @param clients the calls of each upstream, in kebab-case
     * @param located the upstreams whose URL is set elsewhere
     */
    public ResilienceCheck(Map<String, Set<String>> clients, Set<String> located) {
        this.clients = new TreeMap<>();
        clients.forEach((upstream, calls) -> this.clients.put(upstream, new TreeSet<>(calls)));
        this.located = Set.copyOf(located);
    }

    /** Of what is wrong whoever is called: each upstream and each call that is named is taken for one that there is. */
    public static ResilienceCheck whoeverIsCalled(WrittenSettings written) {
        var clients = new TreeMap<String, Set<String>>();
        written.values().keySet().stream()
                .map(KnownSettings.SETTING::matcher)
                .filter(setting ->
                        setting.matches() && !setting.group("upstream").equals(UpstreamsSettings.DEFAULTS))
                .forEach(setting -> {
                    var calls = clients.computeIfAbsent(setting.group("upstream"), any -> new TreeSet<>());
                    if (setting.group("call") != null) {
                        calls.add(setting.group("call"));
                    }
                });
        return new ResilienceCheck(clients, clients.keySet());
    }

    /** Each as one line: the setting, what is wrong with it, and how to mend it. Empty if a start takes it all. */
    public List<String> findings(WrittenSettings written) {
        var findings = new LinkedHashSet<String>();
        written.values().forEach((name, value) -> tell(findings, () -> require(name, value)));
        var urls = new TreeMap<>(written.values());
        urls.keySet().removeIf(name -> !name.endsWith(URL));
        clients.keySet().stream()
                .filter(upstream -> !located.contains(upstream))
                .filter(upstream -> !urls.containsKey(UpstreamsSettings.PREFIX + upstream + URL)
                        && !urls.containsKey(UpstreamsSettings.PREFIX + UpstreamsSettings.DEFAULTS + URL))
                .forEach(upstream -> tell(findings, () -> read(Map.of(upstream, Set.of()), Map.of(), Map.of())));
        return new ArrayList<>(findings);
    }

    private static void tell(Set<String> findings, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            findings.add(String.valueOf(e.getMessage()));
        }
    }

    private void require(String name, String value) {
        ResilienceFile.require(name);
        new KnownSettings(clients).require(name);
        if (OPEN.matcher(value).matches()) {
            return;
        }
        String upstream = name.split("\\.", -1)[1];
        var readers = upstream.equals(UpstreamsSettings.DEFAULTS)
                ? Map.of("any", Set.<String>of())
                : Map.of(upstream, clients.getOrDefault(upstream, Set.of()));
        Map<String, Object> urls = name.endsWith(URL)
                ? Map.of()
                : readers.keySet().stream()
                        .collect(Collectors.toMap(reader -> UpstreamsSettings.PREFIX + reader + URL, reader -> ANY));
        read(readers, Map.of(name, value), urls);
    }

    private static void read(Map<String, Set<String>> readers, Map<String, Object> one, Map<String, Object> others) {
        var sources = List.of(
                PropertySource.of(ResilienceFile.NAME, one, ResilienceFile.WEAKEST + 1),
                PropertySource.of("elsewhere", others, ResilienceFile.WEAKEST));
        UpstreamsSettings.of(Settings.of(sources), readers);
    }
}
