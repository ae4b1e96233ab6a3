package dev.entrega.toolbelt.contract;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.history.Baseline;
import dev.entrega.toolbelt.contract.site.Site;
import dev.entrega.toolbelt.contract.site.SiteFolder;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The contracts as pages for people. */
@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a catalogue of the events as HTML: a page for each event, with its versions, properties, examples, "
                    + "publishers, handlers and changes, and a graph. It needs no server and fetches nothing.",
            "Asks the services' own code who publishes and handles what, so they have to be built. Neither broker nor "
                    + "database is asked."
        },
        footer = {"", "JSON: {\"folder\",\"files\":[…]}"})
final class DocsCommand implements Callable<Integer> {

    private static final History UNKNOWN = new History(Map.of(), Set.of(), Set.of());

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private CatalogueOption source = new CatalogueOption();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "where it is written: a new or empty folder, or one with such a catalogue, which it replaces")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Override
    public Integer call() {
        var folder = new SiteFolder(source.outside(session, out));
        var refusal = folder.refusal();
        if (refusal.isPresent()) {
            throw new ToolbeltException(ExitCode.REFUSED, refusal.get());
        }
        var asked = source.read(session, "");
        Catalogue catalogue = asked.catalogue();
        var files = Site.files(catalogue, asked.unknown().size(), history());
        folder.write(files).ifPresent(why -> {
            throw new ToolbeltException(ExitCode.REFUSED, why);
        });
        var output = session.output();
        if (output.json()) {
            output.document(Map.of("folder", folder.path().toString(), "files", files.keySet()));
        } else {
            output.line(folder.path().resolve("index.html").toString());
        }
        output.say(Counted.of(catalogue.contracts().size(), "contract") + ", " + Counted.of(files.size(), "file"));
        return asked.exitCode();
    }

    /** Pages are made without it as well. */
    private History history() {
        try {
            return Baseline.read(
                    source.folder(session),
                    Baseline.GIT + "HEAD",
                    session.surroundings().folder(),
                    session.output()::say);
        } catch (ContractException e) {
            session.output().say("without the changes of each file: " + e.getMessage());
            return UNKNOWN;
        }
    }
}
