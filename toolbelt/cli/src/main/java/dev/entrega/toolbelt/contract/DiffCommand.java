package dev.entrega.toolbelt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Change;
import dev.entrega.contract.compatibility.Compatibility;
import dev.entrega.contract.compatibility.Severity;
import dev.entrega.contract.history.Baseline;
import dev.entrega.contract.model.SchemaFile;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What has changed between two versions of a schema. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Says in plain words what has changed from one schema to another, and what that breaks.",
            "Exits with 0 whatever it is; contract check is the command for build servers."
        },
        footer = {
            "",
            "JSON: {\"changes\":[{\"rule\",\"severity\":\"breaking|undecided|info\",\"pointer\",\"why\",\"fix\",\"witness\"}],",
            "\"compatible\":true|false}"
        })
final class DiffCommand implements Callable<Integer> {

    /** What changes are printed as. */
    enum Shape {
        text,
        markdown,
        json
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(index = "0", paramLabel = "A", description = "the earlier schema: a file, or git:REF:FILE")
    @SuppressWarnings("NullAway.Init")
    private String earlier;

    @Parameters(index = "1", paramLabel = "B", description = "the later one")
    @SuppressWarnings("NullAway.Init")
    private String later;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, markdown or json (as --json)")
    private @Nullable Shape shape;

    @Override
    public Integer call() {
        var changes = Compatibility.compare(schema(earlier), schema(later));
        var output = session.output();
        switch (shape != null ? shape : output.json() ? Shape.json : Shape.text) {
            case text -> changes.forEach(change -> text(output, change));
            case markdown -> markdown(output, changes);
            case json -> json(output, changes);
        }
        output.say(changes.isEmpty() ? "both mean the same" : isCompatible(changes) ? "compatible" : "not compatible");
        return ExitCode.OK;
    }

    private static boolean isCompatible(List<Change> changes) {
        return changes.stream().allMatch(change -> change.severity() == Severity.INFO);
    }

    private static void text(Output output, Change change) {
        output.line(change.severity().word() + " " + change.rule().id() + "  " + Table.printable(change.pointer()));
        output.line("  " + Table.printable(change.why()));
        if (!change.fix().isEmpty()) {
            output.line("  " + Table.printable(change.fix()));
        }
        if (change.witness() != null) {
            output.line("  shown by " + Table.printable(change.witness().toString()));
        }
    }

    private static void markdown(Output output, List<Change> changes) {
        output.line("| Change | Where | Verdict | Why |");
        output.line("|---|---|---|---|");
        for (Change change : changes) {
            String shown = change.witness() == null ? "" : " Shown by `" + change.witness() + "`.";
            output.line("| " + change.rule().id() + " | `" + cell(change.pointer()) + "` | "
                    + change.severity().word() + " | " + cell(change.why() + shown + " " + change.fix()) + " |");
        }
    }

    private static String cell(String text) {
        return Table.printable(text).replace("|", "\\|").strip();
    }

    private static void json(Output output, List<Change> changes) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("changes", changes.stream().map(DiffCommand::details).toList());
        document.put("compatible", isCompatible(changes));
        output.document(document);
    }

    private static Map<String, @Nullable Object> details(Change change) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("rule", change.rule().id());
        details.put("severity", change.severity().word());
        details.put("pointer", change.pointer());
        details.put("why", change.why());
        details.put("fix", change.fix());
        details.put("witness", change.witness());
        return details;
    }

    private JsonNode schema(String named) {
        return ContractsOption.reading(() -> SchemaFile.parse(
                Path.of(named),
                named.startsWith(Baseline.GIT)
                        ? Baseline.file(named, session.surroundings().folder())
                        : fromFile(named)));
    }

    private byte[] fromFile(String named) {
        try {
            return Files.readAllBytes(session.surroundings().folder().resolve(named));
        } catch (IOException e) {
            throw new ToolbeltException(
                    ExitCode.USAGE, named + " can't be read: name a schema's file, or git:REF:FILE");
        }
    }
}
