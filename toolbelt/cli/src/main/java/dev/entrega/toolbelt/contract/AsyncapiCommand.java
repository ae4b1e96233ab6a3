package dev.entrega.toolbelt.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.catalogue.AsyncApi;
import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The contracts as a document that tools of others read. */
@Command(
        name = "asyncapi",
        mixinStandardHelpOptions = true,
        description = {
            "Writes an AsyncAPI 3.1 document: of the whole system, or of what one service publishes and handles.",
            "Asks the services' own code who publishes and handles what, so they have to be built. Neither broker nor "
                    + "database is asked."
        },
        footer = {"", "With --json, or --format json, the document is JSON, otherwise YAML."})
final class AsyncapiCommand implements Callable<Integer> {

    /** What the document is written as. */
    enum Syntax {
        yaml,
        json
    }

    /** How much of a file tells whether it is such a document. */
    private static final int BEGINNING = 200;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private CatalogueOption source = new CatalogueOption();

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "whose document (default: the whole system's)")
    private String service = "";

    @Option(names = "--out", paramLabel = "FILE", description = "where it is written (default: stdout)")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "yaml or json (default: as the name of FILE ends, else yaml)")
    private @Nullable Syntax format;

    @Option(
            names = "--release",
            paramLabel = "TEXT",
            description = "the version that the document tells (default: a fingerprint of its content)")
    private @Nullable String release;

    @Override
    public Integer call() {
        Path file = out == null ? null : writable(source.outside(session, out));
        var asked = source.read(session, service);
        ObjectNode document = document(asked.catalogue());
        String text = syntax() == Syntax.json ? AsyncApi.json(document) : AsyncApi.yaml(document);
        if (file == null) {
            session.output().out().print(text);
            session.output().out().flush();
        } else {
            write(file, text);
        }
        session.output()
                .say(document.path("channels").size() + " channels, "
                        + document.path("operations").size() + " operations");
        return asked.exitCode();
    }

    private ObjectNode document(Catalogue catalogue) {
        return ContractsOption.reading(
                () -> release == null ? AsyncApi.document(catalogue) : AsyncApi.document(catalogue, release));
    }

    private Syntax syntax() {
        if (format != null) {
            return format;
        }
        boolean json = session.output().json() || (out != null && out.toString().endsWith(".json"));
        return json ? Syntax.json : Syntax.yaml;
    }

    /** Looked at before any work is done. */
    private static Path writable(Path file) {
        if (Files.isDirectory(file)) {
            throw new ToolbeltException(ExitCode.REFUSED, file + " is a folder: name a file with --out");
        }
        if (Files.exists(file) && !isDocument(file)) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    file + " holds something else than an AsyncAPI document: name another file, or delete it first");
        }
        return file;
    }

    private static boolean isDocument(Path file) {
        try (var stream = Files.newInputStream(file)) {
            String beginning = new String(stream.readNBytes(BEGINNING), StandardCharsets.UTF_8);
            return beginning.isBlank() || beginning.contains("asyncapi");
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new ToolbeltException(ExitCode.REFUSED, file + " can't be written (" + e + "): name another file");
        }
    }
}
