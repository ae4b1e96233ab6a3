package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.runtime.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The beans of the client. */
@Factory
final class ClientFactory {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    @Singleton
    UpstreamMetrics upstreamMetrics(MeterRegistry registry) {
        return new UpstreamMetrics(registry);
    }

    @Singleton
    UpstreamsSettings upstreamsSettings(BeanContext beans, Environment environment, Settings settings) {
        var clients = clients(beans);
        requireKnown(environment, clients);
        return UpstreamsSettings.of(settings, clients);
    }

    @Singleton
    Upstreams upstreams(UpstreamsSettings settings, UpstreamMetrics metrics) {
        return new Upstreams(settings, metrics);
    }

    /** The calls of each upstream, as the clients say that name it. A client with a URL instead is none of ours. */
    private static Map<String, Set<String>> clients(BeanContext beans) {
        var calls = new TreeMap<String, Set<String>>();
        for (var client : beans.getBeanDefinitions(Qualifiers.byStereotype(Client.class))) {
            String name = client.stringValue(Client.class).orElse("");
            if (NAME.matcher(name).matches()) {
                var its = calls.computeIfAbsent(name, any -> new TreeSet<>());
                client.getExecutableMethods().stream()
                        .map(ExecutableMethod::getMethodName)
                        .map(NameUtils::hyphenate)
                        .forEach(its::add);
            }
        }
        return calls;
    }

    /** What nobody reads is a mistake: a name that was changed on one side, most likely. */
    private static void requireKnown(Environment environment, Map<String, Set<String>> clients) {
        for (String upstream : environment.getPropertyEntries("upstreams")) {
            String prefix = UpstreamsSettings.PREFIX + upstream;
            if (upstream.equals(UpstreamsSettings.DEFAULTS)) {
                continue;
            }
            var calls = clients.get(upstream);
            if (calls == null) {
                throw new ConfigurationException(
                        prefix,
                        "is called by nobody; there are clients of " + clients.keySet(),
                        "name it as the interface's @Client does, or take it away");
            }
            for (String call : environment.getPropertyEntries(prefix + ".calls")) {
                if (!calls.contains(call)) {
                    throw new ConfigurationException(
                            prefix + ".calls." + call,
                            "is no call; its clients have " + calls,
                            "name it as the interface's method, in-kebab-case");
                }
            }
        }
    }
}
