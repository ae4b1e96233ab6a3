package dev.entrega.toolbelt.dev;

import dev.entrega.toolbelt.dev.process.Launch;
import dev.entrega.toolbelt.dev.process.Output;
import dev.entrega.toolbelt.dev.process.ProcessList;
import dev.entrega.toolbelt.dev.process.Status;
import dev.entrega.toolbelt.dev.process.Supervised;
import dev.entrega.toolbelt.project.Project;
import dev.entrega.toolbelt.project.ServiceFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All processes of the project's Procfiles but those of type release, each in an environment of its own.
 *
 * @param members in the order of the services and of their Procfiles
 * @param ports of the services with HTTP
 */
record Team(List<Supervised> members, Map<String, Integer> ports) {
    private static final Duration PATIENCE = Duration.ofSeconds(27);

    /** What every JVM of a run is told: many on one machine, with little to do, started often. */
    private static final String JAVA_OPTIONS =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx256m --enable-native-access=ALL-UNNAMED";

    static Team of(
            Project project,
            Map<String, Map<String, String>> environments,
            Workplace workplace,
            Ports ports,
            ProcessList processes,
            Output output)
            throws IOException {
        var given = new LinkedHashMap<String, Integer>();
        for (ServiceFolder service : project.services()) {
            if (service.procfile().processes().containsKey(Launch.WEB)) {
                String wished = service.devEnvironment().getOrDefault("PORT", "");
                given.put(service.name(), ports.give(service.name(), wished));
            }
        }
        String javaOptions = JAVA_OPTIONS + " " + workplace.agentOption();
        var members = new ArrayList<Supervised>();
        for (ServiceFolder service : project.services()) {
            for (String type : types(service)) {
                var environment = new HashMap<>(environments.getOrDefault(service.name(), Map.of()));
                environment.put("JAVA_OPTS", javaOptions);
                given.forEach((name, port) -> environment.put(
                        name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL", "http://localhost:" + port));
                environment.putAll(service.devEnvironment());
                Integer port = given.get(service.name());
                environment.remove("PORT");
                if (type.equals(Launch.WEB) && port != null) {
                    environment.put("PORT", port.toString());
                }
                String label = label(service, type);
                members.add(new Supervised(
                        new Launch(label, service, type, environment, workplace.log(label)), processes, output));
            }
        }
        return new Team(members, given);
    }

    private static List<String> types(ServiceFolder service) {
        return service.procfile().lasting();
    }

    private static String label(ServiceFolder service, String type) {
        return type.equals(Launch.TRAFFIC)
                ? Launch.TRAFFIC
                : types(service).size() == 1 ? service.name() : service.name() + "." + type;
    }

    List<Status> statuses() {
        return members.stream().map(Supervised::status).toList();
    }

    List<Supervised> services() {
        return members.stream()
                .filter(member -> !member.launch().type().equals(Launch.TRAFFIC))
                .toList();
    }

    List<Supervised> of(ServiceFolder service) {
        return services().stream()
                .filter(member -> member.launch().folder().equals(service))
                .toList();
    }

    List<Supervised> traffic() {
        return members.stream()
                .filter(member -> member.launch().type().equals(Launch.TRAFFIC))
                .toList();
    }

    Optional<Supervised> named(String label) {
        return members.stream()
                .filter(member -> member.launch().label().equals(label))
                .findFirst();
    }

    /** From now on nothing that dies is started again. Returns at once. */
    void askToStop() {
        members.forEach(Supervised::askToStop);
    }

    /** Ends all of them, the traffic first; at the same time, since each may take its time. */
    void stop() throws InterruptedException {
        for (Supervised member : traffic()) {
            member.stop(PATIENCE);
        }
        members.forEach(Supervised::askToStop);
        for (Supervised member : members) {
            member.stop(PATIENCE);
        }
    }
}
