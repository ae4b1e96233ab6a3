package dev.entrega.toolbelt;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.aws.Access;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.toolbelt.terminal.Keyboard;
import dev.entrega.toolbelt.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Someone in a folder who types commands, in an environment of their own on the local cloud. */
final class Terminal {

    /** How a command ended. */
    record Result(int exitCode, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    final String environment;
    final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private @Nullable Keyboard keyboard;
    private String input = "";

    private Terminal(Path folder, String environment) {
        this.folder = folder;
        this.environment = environment;
        variables.put("ENTREGA_ENV", environment);
        variables.put("PATH", System.getenv("PATH"));
    }

    /** Where everything is named by variables, without a file. */
    static Terminal withVariables(Path folder) {
        var terminal = new Terminal(
                folder, "e%08x".formatted(ThreadLocalRandom.current().nextInt()));
        terminal.variables.put("AWS_REGION", SharedCloud.cloud().region());
        terminal.variables.put(
                "AWS_ENDPOINT_URL", SharedCloud.cloud().endpoint().toString());
        return terminal;
    }

    /** Where a file describes the environment, with a database for each of the services. */
    static Terminal withProfile(Path folder, Map<String, String> databases) throws IOException {
        return withProfile(folder, "e%08x".formatted(ThreadLocalRandom.current().nextInt()), databases);
    }

    static Terminal withProfile(Path folder, String environment, Map<String, String> databases) throws IOException {
        var terminal = new Terminal(folder, environment);
        var services = new StringBuilder();
        databases.forEach((service, url) -> services.append("    ")
                .append(service)
                .append(": {database-url: \"")
                .append(url)
                .append("\"}\n"));
        Files.writeString(folder.resolve("environments.yml"), """
            %s:
              region: %s
              endpoint: %s
              access-key-id: dev
              secret-access-key: dev
              services:
            %s""".formatted(
                environment, SharedCloud.cloud().region(), SharedCloud.cloud().endpoint(), services));
        return terminal;
    }

    Terminal set(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Terminal answering(@Nullable String answer) {
        keyboard = question -> answer;
        return this;
    }

    Terminal piping(String text) {
        input = text;
        return this;
    }

    Result run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new Surroundings(
                folder,
                Map.copyOf(variables),
                keyboard,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        int exitCode = Toolbelt.run(surroundings, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** The cloud, seen from the other side. */
    static Resources cloud() {
        return Resources.connect(new Access(
                SharedCloud.cloud().region(), SharedCloud.cloud().endpoint().toString(), "dev", "dev"));
    }

    /** A name in this environment. */
    String name(String name) {
        return environment + "_" + name;
    }

    /** A service whose code declares that, as far as tools can see: a script that answers {@code describe}. */
    void service(String name, String description) throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Path service = Files.createDirectories(folder.resolve("services/" + name));
        Files.writeString(service.resolve("describe.json"), description.replace("ENV", environment));
        Files.writeString(
                service.resolve("Procfile"),
                "worker: false\nrelease: cat services/" + name + "/describe.json release\n");
        // The last word of the release command becomes "describe": a file of that name, empty.
        Files.writeString(folder.resolve("describe"), "");
    }
}
