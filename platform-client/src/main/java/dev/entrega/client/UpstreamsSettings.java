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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How all is called that a service calls.
 *
 * @param byName by the upstream's name
 */
record UpstreamsSettings(Map<String, UpstreamSettings> byName) implements PlatformSettings {

    static final String PREFIX = "upstreams.";
    static final String DEFAULTS = "defaults";

    /** What holds for one alone: a token goes to nobody of whom it isn't said. */
    static final String SCOPES = "scopes";

    static final List<String> OF_A_CALL = List.of("timeout", "attempts");
    static final List<String> OF_AN_UPSTREAM = List.of(
            "url",
            "connect-timeout",
            "timeout",
            "attempts",
            "retry-budget",
            "breaker.failures",
            "breaker.attempts",
            "breaker.wait",
            "concurrent",
            "rate-per-second",
            SCOPES);

    /** The others can be changed while the service runs. */
    static final Set<String> BY_DEPLOY = Set.of("url", "connect-timeout", SCOPES);

    static final String WHAT_CAN_BE_SET = "an upstream has " + String.join(", ", OF_AN_UPSTREAM) + "; a call of it has "
            + String.join(", ", OF_A_CALL);

    /** No {@code dns+https}: a certificate is of the name, not of its addresses. */
    private static final List<String> SCHEMES = List.of("http", "https", "dns+http");

    private static final int PERCENT = 100;

    /** What one is made of (RFC 6749, 3.3), without brackets: those come of a list that was written otherwise. */
    private static final Pattern SCOPE = Pattern.compile("[!#-Z^-~]+");

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
                its.number("rate-per-second", 0, 0, 1_000_000),
                scopes(settings.under(PREFIX + name + ".").text(SCOPES, ""), PREFIX + name + "." + SCOPES));
    }

    private static SortedSet<String> scopes(String list, String setting) {
        var scopes = new TreeSet<>(List.of(list.split("[,\\s]+")));
        scopes.remove("");
        if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw new ConfigurationException(
                    setting, "can't be read from \"" + list + "\"", "write [orders:read, orders:write]");
        }
        return scopes;
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
            if (uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw notAnUrl(url, setting);
        }
        throw notAnUrl(url, setting);
    }

    private static ConfigurationException notAnUrl(String url, String setting) {
        return new ConfigurationException(
                setting,
                "\"" + url + "\" is no URL of " + String.join(", ", SCHEMES),
                "write http://HOST:PORT, several with commas between them, or dns+http://HOST:PORT for all addresses of HOST");
    }
}
