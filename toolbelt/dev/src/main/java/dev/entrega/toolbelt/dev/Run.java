package dev.entrega.toolbelt.dev;

import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.dev.live.Reader;
import dev.entrega.toolbelt.dev.live.Watch;
import dev.entrega.toolbelt.dev.page.PageServer;
import dev.entrega.toolbelt.dev.process.ProcessList;
import dev.entrega.toolbelt.dev.process.State;
import dev.entrega.toolbelt.dev.process.Status;
import dev.entrega.toolbelt.dev.process.Supervised;
import dev.entrega.toolbelt.dev.source.Build;
import dev.entrega.toolbelt.dev.terminal.Keyboard;
import dev.entrega.toolbelt.dev.terminal.Screen;
import dev.entrega.toolbelt.project.Environments;
import dev.entrega.toolbelt.project.Profile;
import dev.entrega.toolbelt.project.Project;
import dev.entrega.toolbelt.project.ServiceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run: starts everything in its order, and ends it the other way round. For one thread. */
final class Run {
    private static final Duration START = Duration.ofSeconds(60);

    private final Options options;
    private final Screen screen;
    private final News news;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable Team team;

    Run(Options options, Screen screen) {
        this.options = options;
        this.screen = screen;
        this.news = new News(screen);
    }

    /**
     * Returns when everything runs.
     *
     * @param quit what the key for it does
     * @throws DevException if something that is needed isn't there
     */
    void start(Runnable quit) throws IOException, InterruptedException {
        Project project = Project.find(options.folder());
        Path list = Workplace.processes(project.root());
        refuseASecond(project, list);
        Workplace workplace = Workplace.of(project.root());
        ProcessList processes = keep(ProcessList.begin(
                list, ended -> screen.say("  \u2714 ended " + ended + " processes that a killed run had left behind")));
        PageServer page = keep(bindPage());
        buildWhatIsMissing(project);

        Backends backends = keep(Backends.start(options.cloudPort(), options.issuerPort(), screen));
        Environment environment = Environment.of(project, backends);
        Path file = Environments.ofDev(project.root());
        workplace.writeEnvironments(file, environment.yaml());
        keep(() -> Files.deleteIfExists(file));
        Profile profile = Environments.read(project.root(), Map.of()).profile(Environment.NAME);
        Resources resources = keep(Resources.connect(profile.broker()));

        Team team =
                Team.of(project, environment.variables(), workplace, new Ports(options.freePorts()), processes, news);
        this.team = team;
        team.members().forEach(member -> screen.expect(member.launch().label()));
        Declarations declarations = new Declarations(environment, news);
        Watch watch = new Watch(new Reader(profile, resources), declarations::services);
        keep(watch::stop);
        keep(team::stop);
        startServices(project, team, declarations);
        watch.start();

        Commands commands = new Commands(team, workplace, declarations, profile, resources, watch, news);
        page.serve(watch, commands);
        Reload reload = new Reload(project, team, declarations, news);
        keep(reload::stop);
        reload.start();
        if (options.traffic() && !team.traffic().isEmpty()) {
            team.traffic().forEach(Supervised::start);
            screen.say("  \u2714 demo traffic  (--no-traffic)");
        }
        screen.say("  Page " + page.address());
        Optional<Keyboard> keyboard = Keyboard.open();
        keyboard.ifPresent(keys -> {
            keep(keys::restore);
            screen.say(Keys.HELP);
            new Keys(keys, commands, screen, page.address(), quit).start();
        });
        if (options.open() && keyboard.isPresent()) {
            Browser.open(page.address());
        }
        screen.showLogs();
    }

    private static void refuseASecond(Project project, Path list) {
        ProcessList.owner(list)
                .filter(owner -> owner.pid() != ProcessHandle.current().pid())
                .ifPresent(owner -> {
                    throw new DevException(
                            DevException.REFUSED,
                            "it runs already for " + project.root() + ", as process " + owner.pid()
                                    + ": use that one, or end it first (kill " + owner.pid() + ")",
                            null);
                });
    }

    private PageServer bindPage() {
        try {
            return PageServer.bind(options.port());
        } catch (IOException e) {
            throw new DevException(
                    DevException.UNREACHABLE,
                    "port " + options.port() + " is taken (" + e.getMessage()
                            + "), so the page can't be shown; end what listens there (ss -ltnp 'sport = :"
                            + options.port()
                            + "' names it), or choose another by --port N, or any by --free-ports",
                    e);
        }
    }

    /** A project beside the clone may never have been built. */
    private void buildWhatIsMissing(Project project) throws InterruptedException {
        for (ServiceFolder service : project.services()) {
            boolean missing = service.procfile().processes().values().stream()
                    .flatMap(command -> List.of(command.split("\\s+")).stream())
                    .anyMatch(word -> word.endsWith(".jar")
                            && !Files.exists(project.root().resolve(word)));
            if (missing) {
                screen.say("  building " + service.name() + ", which has not been built yet");
                Build.Result result = new Build(project.root(), service.folder()).run();
                if (!result.good()) {
                    throw new DevException(
                            DevException.NOT_FOUND,
                            service.name() + " can't be built; mend this and start again:\n" + result.errors(),
                            null);
                }
            }
        }
    }

    private void startServices(Project project, Team team, Declarations declarations) throws InterruptedException {
        team.services().forEach(Supervised::start);
        List<ServiceDescription> descriptions = new ArrayList<>();
        try (var parallel = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<ServiceDescription>>> asked = project.services().stream()
                    .filter(service -> service.procfile().describe().isPresent())
                    .map(service -> parallel.submit(() -> declarations.ask(service)))
                    .toList();
            for (Supervised member : team.services()) {
                member.awaitReady(START);
            }
            for (Future<Optional<ServiceDescription>> each : asked) {
                each.get().ifPresent(descriptions::add);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a service could not be asked", e.getCause());
        }
        descriptions.forEach(declarations::learn);
        screen.say("  \u2714 " + declarations.summary());
        screen.say("  \u2714 " + names(team, true));
        String late = names(team, false);
        if (!late.isEmpty()) {
            screen.say("  \u2718 " + late + ": not ready; what they said is in target/toolbelt/dev/logs");
        }
    }

    private static String names(Team team, boolean ready) {
        return team.services().stream()
                .map(Supervised::status)
                .filter(status -> (status.state() == State.RUNNING) == ready)
                .map(status -> status.label() + port(team, status))
                .collect(Collectors.joining("  "));
    }

    private static String port(Team team, Status status) {
        Integer port = status.type().equals("web") ? team.ports().get(status.service()) : null;
        return port == null ? "" : " :" + port;
    }

    private <T extends AutoCloseable> T keep(T belonging) {
        open.push(belonging);
        return belonging;
    }

    /** Ends everything; what can't be ended is said, and doesn't keep the rest. */
    void stop() throws InterruptedException {
        if (team != null) {
            team.askToStop(); // First: a Ctrl-C reaches the services too, and none of them is to be started again.
        }
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                screen.news("something could not be ended (" + e + "); look for what it left behind");
            }
        }
    }
}
