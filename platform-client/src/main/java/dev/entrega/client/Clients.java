package dev.entrega.client;

import io.micronaut.context.BeanContext;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whom a service's clients call.
 *
 * @param calls those of each upstream, by the client's methods in kebab-case
 */
record Clients(Map<String, Set<String>> calls) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** As the clients say that name an upstream. A client with a URL instead is none of ours. */
    static Clients of(BeanContext beans) {
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
        return new Clients(calls);
    }
}
