package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Refuses a setting of an upstream that nobody reads: a name that was changed on one side, most likely. Wherever it is set,
 * also as an environment variable, whose name doesn't say where a hyphen is.
 */
final class KnownSettings {

    static final Pattern SETTING =
            Pattern.compile("upstreams\\.(?<upstream>[^.]+)\\.(?:calls\\.(?<call>[^.]+)\\.)?(?<name>.+)");

    private final Map<String, Set<String>> clients;
    private final Set<String> variables = new TreeSet<>();

    /** @param clients the calls of each upstream's clients, in kebab-case */
    KnownSettings(Map<String, Set<String>> clients) {
        this.clients = clients;
        known(UpstreamsSettings.DEFAULTS, Set.of());
        variables.remove(variable(UpstreamsSettings.DEFAULTS, UpstreamsSettings.SCOPES));
        clients.forEach(this::known);
    }

    private void known(String upstream, Set<String> calls) {
        UpstreamsSettings.OF_AN_UPSTREAM.forEach(name -> variables.add(variable(upstream, name)));
        for (String call : calls) {
            UpstreamsSettings.OF_A_CALL.forEach(
                    name -> variables.add(variable(upstream, "calls." + call + "." + name)));
        }
    }

    private static String variable(String upstream, String name) {
        return (UpstreamsSettings.PREFIX + upstream + "." + name)
                .replace('.', '_')
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }

    /** @throws ConfigurationException if there is one */
    void require(Environment environment) {
        for (var source : environment.getPropertySources()) {
            for (String name : source) {
                require(source, name);
            }
        }
    }

    private void require(PropertySource source, String name) {
        if (source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE) {
            if (name.startsWith("UPSTREAMS_") && !variables.contains(name)) {
                throw new ConfigurationException(name, "is read by nobody", "there are " + variables);
            }
        } else if (name.startsWith(UpstreamsSettings.PREFIX)) {
            require(name);
        }
    }

    /** @throws ConfigurationException if nobody reads a setting of that name */
    void require(String name) {
        var setting = SETTING.matcher(name);
        if (!setting.matches()) {
            throw noSetting(name);
        }
        String upstream = setting.group("upstream");
        String call = setting.group("call");
        var calls = upstream.equals(UpstreamsSettings.DEFAULTS) ? Set.<String>of() : clients.get(upstream);
        if (calls == null) {
            throw new ConfigurationException(
                    UpstreamsSettings.PREFIX + upstream,
                    "is called by nobody; there are clients of " + clients.keySet(),
                    "name it as the interface's @Client does, or take it away");
        }
        if (call != null && !calls.contains(call)) {
            throw new ConfigurationException(
                    UpstreamsSettings.PREFIX + upstream + ".calls." + call,
                    "is no call; its clients have " + calls,
                    "name it as the interface's method, in-kebab-case");
        }
        if (upstream.equals(UpstreamsSettings.DEFAULTS) && UpstreamsSettings.SCOPES.equals(setting.group("name"))) {
            throw new ConfigurationException(
                    name, "would send this service's token to everybody", "say it of each upstream that asks for one");
        }
        var known = call == null ? UpstreamsSettings.OF_AN_UPSTREAM : UpstreamsSettings.OF_A_CALL;
        if (!known.contains(setting.group("name"))) {
            throw noSetting(name);
        }
    }

    private static ConfigurationException noSetting(String name) {
        return new ConfigurationException(name, "is no setting", UpstreamsSettings.WHAT_CAN_BE_SET);
    }
}
