package dev.entrega.toolbelt.dev;

import dev.entrega.toolbelt.dev.process.Launch;
import dev.entrega.toolbelt.project.Project;
import dev.entrega.toolbelt.project.ServiceFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment {@code dev}: where everything is, and what each service is told of it.
 *
 * @param issuer of the tokens that they take, and get
 * @param services that can describe themselves
 * @param programs that can't, as the one that sends the demo traffic
 * @param databases URLs by service; one whose {@code dev.env} says {@code DATABASE_URL=} has none
 */
record Environment(
        String endpoint,
        String region,
        String issuer,
        List<String> services,
        List<String> programs,
        Map<String, String> databases) {
    static final String NAME = "dev";
    private static final String DATABASE_URL = "DATABASE_URL";
    private static final String KEY = "dev";

    /** Short waits, so that what was killed comes back, and what fails ends as a dead letter, while one looks. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "ENTREGA_CONSUMER_POLL_WAIT", "1s",
            "ENTREGA_CONSUMER_MAX_ATTEMPTS", "3",
            "ENTREGA_CONSUMER_RETRY_BASE", "500ms",
            "ENTREGA_QUEUE_VISIBILITY", "5s"));

    static Environment of(Project project, Backends backends) {
        var services = new ArrayList<String>();
        var programs = new ArrayList<String>();
        var databases = new LinkedHashMap<String, String>();
        for (ServiceFolder service : project.services()) {
            backends.issuer().register(service.name(), KEY);
            if (service.procfile().describe().isPresent()) {
                services.add(service.name());
                if (!"".equals(service.devEnvironment().get(DATABASE_URL))) {
                    databases.put(
                            service.name(),
                            backends.postgres().freshDatabase(service.name().replace('-', '_')));
                }
            } else {
                programs.add(service.name());
            }
        }
        return new Environment(
                backends.cloud().endpoint().toString(),
                backends.cloud().region(),
                backends.issuer().issuer().toString(),
                services,
                programs,
                databases);
    }

    Map<String, Map<String, String>> variables() {
        var all = new HashMap<String, Map<String, String>>();
        for (String service : services) {
            var variables = new HashMap<>(Map.of(
                    DATABASE_URL,
                    databases.getOrDefault(service, ""),
                    "AWS_ENDPOINT_URL",
                    endpoint,
                    "AWS_REGION",
                    region,
                    "AWS_ACCESS_KEY_ID",
                    KEY,
                    "AWS_SECRET_ACCESS_KEY",
                    KEY,
                    "MICRONAUT_SERVER_HOST",
                    "127.0.0.1",
                    "ENTREGA_ENV",
                    NAME,
                    "ENTREGA_SERVICE",
                    service));
            variables.putAll(SETTINGS);
            variables.putAll(whoItIs(service));
            all.put(service, variables);
        }
        programs.forEach(program -> all.put(program, whoItIs(program)));
        return all;
    }

    /** Whose tokens it takes, and with which credentials it gets its own. */
    private Map<String, String> whoItIs(String program) {
        return Map.of("OAUTH_ISSUER", issuer, "OAUTH_CLIENT_ID", program, "OAUTH_CLIENT_SECRET", KEY);
    }

    /** As the tools read it. */
    String yaml() {
        var yaml = new StringBuilder("# Written by toolbelt dev, for as long as it runs.\n")
                .append(NAME)
                .append(":\n")
                .append("  region: ")
                .append(region)
                .append('\n')
                .append("  endpoint: ")
                .append(endpoint)
                .append('\n')
                .append("  access-key-id: ")
                .append(KEY)
                .append('\n')
                .append("  secret-access-key: ")
                .append(KEY)
                .append('\n')
                .append("  settings:\n");
        SETTINGS.forEach((name, value) ->
                yaml.append("    ").append(name).append(": ").append(value).append('\n'));
        yaml.append("  services:\n");
        databases.forEach((service, database) -> yaml.append("    ")
                .append(service)
                .append(": {database-url: \"")
                .append(database)
                .append("\"}\n"));
        return yaml.toString();
    }

    /** What a service needs to describe itself, which it does without broker and database. */
    Map<String, String> toDescribe(String service) {
        return Launch.withThisJava(variables().getOrDefault(service, Map.of()));
    }
}
