package dev.entrega.client;

import dev.entrega.client.UpstreamSettings.Call;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import dev.entrega.messaging.runtime.Settings.Layers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How all is called that a service calls.
 *
 * @param byName by the upstream's name
 */
record UpstreamsSettings(Map<String, UpstreamSettings> byName) implements PlatformSettings {

    static final String PREFIX = "upstreams.";
    static final String DEFAULTS = "defaults";

    private static final int PERCENT = 100;

    UpstreamsSettings {
        byName = Map.copyOf(byName);
    }

    /**
     * @param clients the calls of each upstream's clients, in kebab-case
     * @throws ConfigurationException if a setting is missing, malformed or out of its range
     */
    static UpstreamsSettings of(Settings settings, Map<String, Set<String>> clients) {
        var upstreams = new HashMap<String, UpstreamSettings>();
        clients.forEach((name, calls) -> upstreams.put(name, upstream(settings, name, calls)));
        return new UpstreamsSettings(upstreams);
    }

    private static UpstreamSettings upstream(Settings settings, String name, Set<String> calls) {
        var its = settings.under(PREFIX + name + ".", PREFIX + DEFAULTS + ".");
        var any = call(its);
        var byCall = new HashMap<String, Call>();
        calls.forEach(call -> byCall.put(
                call,
                call(settings.under(
                        PREFIX + name + ".calls." + call + ".", PREFIX + name + ".", PREFIX + DEFAULTS + "."))));
        return new UpstreamSettings(
                instances(its.text("url", ""), PREFIX + name + ".url"),
                its.positiveDuration("connect-timeout", "1s"),
                any,
                byCall,
                its.number("retry-budget", 20, 0, PERCENT),
                its.number("breaker.failures", 50, 1, PERCENT),
                its.number("breaker.attempts", 20, 1, 10_000),
                its.positiveDuration("breaker.wait", "5s"),
                its.number("concurrent", 50, 1, 100_000),
                its.number("rate-per-second", 0, 0, 1_000_000));
    }

    private static Call call(Layers its) {
        return new Call(its.positiveDuration("timeout", "5s"), its.number("attempts", 3, 1, 10));
    }

    private static List<URI> instances(String urls, String setting) {
        if (urls.isBlank()) {
            throw new ConfigurationException(
                    setting, "is missing", "say in resilience.yml where it answers, as http://localhost:8080");
        }
        return Stream.of(urls.split(","))
                .map(url -> instance(url.strip(), setting))
                .toList();
    }

    private static URI instance(String url, String setting) {
        try {
            var uri = new URI(url.replaceAll("/+$", ""));
            if (uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw notAnUrl(url, setting);
        }
        throw notAnUrl(url, setting);
    }

    private static ConfigurationException notAnUrl(String url, String setting) {
        return new ConfigurationException(
                setting, "\"" + url + "\" is no URL", "write http://HOST:PORT, several with commas between them");
    }
}
