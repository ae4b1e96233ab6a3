package dev.entrega.toolbelt.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.toolbelt.scaffold.Kind;
import dev.entrega.toolbelt.scaffold.Made;
import dev.entrega.toolbelt.scaffold.Scaffold;
import dev.entrega.toolbelt.scaffold.ScaffoldException;
import dev.entrega.toolbelt.scaffold.ServiceRequest;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A service of one's own. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a service that builds, has a green test and runs.",
            "Within the clone of Entrega it becomes a module, services/NAME; elsewhere a Maven project of its own, with "
                    + "a copy of the contracts that it knows.",
            "A type that has no contract yet gets a first draft of one."
        },
        footer = {
            "",
            "JSON: {\"service\",\"folder\",\"files\":[…],\"drafted\":[…],\"next\"}",
            "",
            "toolbelt service new pricing --kind consumer --on order.placed.v1 --publishes offer.changed.v1",
            "toolbelt service new returns-api --kind api --publishes parcel.returned.v1 --dir .."
        })
public final class NewCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "lower-case words joined by hyphens, as pricing")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "api (takes requests, keeps data, publishes) or consumer (handles events, keeps data)")
    @SuppressWarnings("NullAway.Init")
    private String kind;

    @Option(names = "--on", paramLabel = "TYPE", description = "the event type that a consumer handles")
    private @Nullable String on;

    @Option(
            names = "--publishes",
            paramLabel = "TYPE",
            description = "the event type that it publishes (default: none, and for an api NAME.created.v1)")
    private @Nullable String publishes;

    @Option(names = "--dir", paramLabel = "DIR", description = "the folder to make NAME in (default: this one)")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "JSON on stdout")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        String home = System.getProperty("entrega.home");
        if (home == null) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "the folder of the clone is unknown, since this jar was not started by bin/toolbelt: start it so,"
                            + " or add -Dentrega.home=FOLDER");
        }
        try {
            print(new Scaffold(Path.of(home)).make(new ServiceRequest(name, Kind.of(kind), on, publishes, folder)));
            return ExitCode.OK;
        } catch (ScaffoldException e) {
            throw new ToolbeltException(e.isRefused() ? ExitCode.REFUSED : ExitCode.USAGE, e.getMessage());
        }
    }

    private void print(Made made) throws Exception {
        var out = spec.commandLine().getOut();
        if (json) {
            var document = new ObjectMapper().createObjectNode();
            document.put("service", made.service()).put("folder", made.folder().toString());
            var files = document.putArray("files");
            made.files().forEach(file -> files.add(file.toString()));
            var drafted = document.putArray("drafted");
            made.drafted().forEach(drafted::add);
            out.println(document.put("next", made.next()));
            return;
        }
        Path here = Path.of("").toAbsolutePath();
        made.files()
                .forEach(file -> out.println(
                        file.startsWith(here) ? here.relativize(file).toString() : file.toString()));
        out.flush(); // Before what is said beside it, also where both go into one file.
        var err = spec.commandLine().getErr();
        made.drafted()
                .forEach(type ->
                        err.println(type + " had no contract: a first draft is among the files. If another service"
                                + " publishes it, put that one's contract in its place."));
        err.println("Next: " + made.next());
    }
}
