package dev.entrega.toolbelt.contract;

import dev.entrega.toolbelt.scaffold.ContractScaffold;
import dev.entrega.toolbelt.scaffold.ContractScaffold.MadeContract;
import dev.entrega.toolbelt.scaffold.ScaffoldException;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A contract of one's own, or the next version of one. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the first draft of a contract: noun.yaml, schema and examples.",
            "With --major the next major version of one: its newest schema and examples under the next number, an upcaster, "
                    + "a downcaster and their test. They build as they are; change the schema, and the compiler shows what "
                    + "the casts don't say yet.",
            "Never changes a contract that is there."
        },
        footer = {
            "",
            "JSON: {\"type\",\"schema\",\"files\":[…],\"casts\":true|false,\"next\"}",
            "",
            "toolbelt contract new offer.changed --owner pricing",
            "toolbelt contract new order.placed --major"
        })
final class NewCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Parameters(paramLabel = "TYPE", description = "event type without its version, as order.placed")
    @SuppressWarnings("NullAway.Init")
    private String type;

    @Option(names = "--major", description = "the next major version of a type that there is")
    private boolean major;

    @Option(
            names = "--owner",
            paramLabel = "TEAM",
            description = "whom to ask about the noun; needed if it is new, taken from its noun.yaml if not")
    private @Nullable String owner;

    @Override
    public Integer call() {
        if (major && owner != null) {
            throw session.misuse(
                    "--owner belongs to a new noun, and --major to a contract that there is: leave one off");
        }
        try {
            print(ContractsOption.reading(() -> make(new ContractScaffold(contracts.folder(session)))));
            return ExitCode.OK;
        } catch (ScaffoldException e) {
            throw new ToolbeltException(e.isRefused() ? ExitCode.REFUSED : ExitCode.USAGE, e.getMessage());
        }
    }

    private MadeContract make(ContractScaffold scaffold) {
        return major ? scaffold.nextMajor(type) : scaffold.first(type, owner);
    }

    private void print(MadeContract made) {
        var output = session.output();
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("type", made.type());
            document.put("schema", shown(made.schema()));
            document.put("files", made.files().stream().map(this::shown).toList());
            document.put("casts", made.casts());
            document.put("next", next(made));
            output.document(document);
            return;
        }
        made.files().forEach(file -> output.line(shown(file)));
        output.say("Next: " + next(made));
    }

    private String next(MadeContract made) {
        String change = "say in " + shown(made.schema()) + " what " + (major ? "is new" : "its readers need");
        if (!major) {
            return change + ", then toolbelt contract lint";
        }
        return change
                + (made.casts()
                        ? ", then mvn verify: the compiler shows what the casts don't say yet"
                        : "; no Maven module generates records here, so write the casts where one does");
    }

    private String shown(Path file) {
        return Report.shown(session.surroundings().folder(), file);
    }
}
