package dev.entrega.toolbelt.terminal;

import dev.entrega.messaging.aws.Access;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.project.Environments;
import dev.entrega.toolbelt.project.Profile;
import dev.entrega.toolbelt.project.Project;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.project.ServiceFolder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every command understands, and what they lead to: the environment, the project, where to print. */
public final class Session {

    /** Where nothing is destroyed by a single key. */
    private static final Set<String> PRODUCTION = Set.of("prod", "production", "live");

    private final Surroundings surroundings;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec command;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "environment, as described in environments.yml (default: $$ENTREGA_ENV, or dev)")
    private @Nullable String environment;

    @Option(names = "--json", description = "JSON on stdout, a document each line")
    private boolean json;

    @Option(names = "--no-color", description = "no colours, as with the variable NO_COLOR")
    private boolean noColor;

    @Option(
            names = {"-v", "--verbose"},
            description = "say more when something fails")
    private boolean verbose;

    private @Nullable Resources resources;

    /** @param surroundings of the process, or of a test */
    public Session(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public boolean isVerbose() {
        return verbose;
    }

    public Output output() {
        boolean terminal = surroundings.keyboard() != null;
        boolean colours = terminal && !noColor && !surroundings.environment().containsKey("NO_COLOR");
        var line = command.commandLine();
        return new Output(line.getOut(), line.getErr(), json, colours, terminal);
    }

    /** The environment's name. */
    public String environment() {
        return environment != null ? environment : surroundings.environment().getOrDefault("ENTREGA_ENV", "dev");
    }

    /** Whether somebody has said which it is; otherwise it is {@code dev}, whether there is one or not. */
    public boolean isEnvironmentNamed() {
        return environment != null || surroundings.environment().containsKey("ENTREGA_ENV");
    }

    public boolean isProduction() {
        return PRODUCTION.contains(environment());
    }

    /** A usage error of this very command. */
    public ParameterException misuse(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** @throws ProjectException if the user stands in none */
    public Project project() {
        return Project.find(surroundings.folder());
    }

    /**
     * Where the environment's broker and databases are: from a file, or from {@code AWS_REGION} and {@code
     * AWS_ENDPOINT_URL} if no file names it and they are set.
     */
    public Profile profile() {
        var environments = Environments.read(root(), surroundings.environment());
        return environments.names().contains(environment())
                ? environments.profile(environment())
                : ofVariables().orElseGet(() -> environments.profile(environment()));
    }

    private Path root() {
        try {
            return project().root();
        } catch (ProjectException e) {
            // Queues can be looked at from anywhere, given an environment.
            return surroundings.folder();
        }
    }

    private Optional<Profile> ofVariables() {
        var variables = surroundings.environment();
        String region = variables.getOrDefault("AWS_REGION", variables.get("AWS_DEFAULT_REGION"));
        if (region == null) {
            return Optional.empty();
        }
        var access = new Access(
                region,
                variables.get("AWS_ENDPOINT_URL"),
                variables.get("AWS_ACCESS_KEY_ID"),
                variables.get("AWS_SECRET_ACCESS_KEY"));
        return Optional.of(new Profile(environment(), access, Map.of()));
    }

    /**
     * To the database of a service, where the environment names one.
     *
     * @throws ToolbeltException if it names none
     */
    public Connection connect(String service) {
        var profile = profile();
        var known = profile.databases().keySet();
        if (!known.contains(service)) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "environment " + environment() + " names no database of " + service
                            + (known.isEmpty()
                                    ? ": add services." + service + ".database-url to it in environments.yml"
                                    : Suggestion.among(known, service)));
        }
        return profile.connect(service);
    }

    /** The services whose databases the environment names; none if no file knows the environment. */
    public Set<String> databases() {
        var environments = Environments.read(root(), surroundings.environment());
        return environments.names().contains(environment())
                ? environments.profile(environment()).databases().keySet()
                : Set.of();
    }

    /** The environment's topics and queues; connected once, until the process ends. */
    public Resources resources() {
        if (resources == null) {
            resources = Resources.connect(profile().broker());
        }
        return resources;
    }

    /**
     * What services declare for this environment; each is started for it, side by side.
     *
     * @param names of services, empty for all of the project that have a release process and so declare something
     */
    public List<ServiceDescription> descriptions(List<String> names) {
        return services(names).parallelStream().map(this::describe).toList();
    }

    /** @param names of services, empty for all of the project that have a release process and so declare something */
    public List<ServiceFolder> services(List<String> names) {
        var project = project();
        return names.isEmpty()
                ? project.services().stream()
                        .filter(service -> service.procfile().describe().isPresent())
                        .toList()
                : names.stream().map(project::service).toList();
    }

    /** What a service declares for this environment, with the settings that it has there. */
    public ServiceDescription describe(ServiceFolder service) {
        var environments = Environments.read(root(), surroundings.environment());
        var variables = new HashMap<>(environments.settings(environment()));
        variables.put("ENTREGA_ENV", environment());
        return service.describe(variables);
    }

    /** What the names of the environment's topics and queues begin with. */
    public String prefix() {
        return environment() + "_";
    }

    /** Who does it, for an audit: {@code user@host}. */
    public String who() {
        return System.getProperty("user.name", "unknown") + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
