package dev.entrega.client;

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
import java.time.Clock;
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
        new KnownSettings(clients).require(environment);
        return UpstreamsSettings.of(settings, clients);
    }

    @Singleton
    TokenSettings tokenSettings(Settings settings, Environment environment) {
        return TokenSettings.of(settings, environment);
    }

    @Singleton
    Upstreams upstreams(UpstreamsSettings settings, TokenSettings tokens, Clock clock, UpstreamMetrics metrics) {
        return new Upstreams(settings, new Tokens(tokens, clock), metrics);
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
}
