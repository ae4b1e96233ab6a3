package dev.entrega.toolbelt.resilience;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Whether the services would start with what is written. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says all that a start would refuse of the services' src/main/resources/resilience.yml: an upstream or a call that"
                    + " there is not, a setting that there is not, a value that can't be.",
            "Asks each service's own code whom it calls, so it has to be built; no broker and no database is asked. What stands"
                    + " for a variable without a default is known where the service runs, and is not looked at.",
            "Exits with 1 if there is anything: for a build."
        },
        footer = {"", "JSON, a line each: {\"service\",\"finding\"}; nothing if all is fine."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "which (default: all of the project)")
    private List<String> services = List.of();

    /** As printed as JSON. */
    record Row(String service, String finding) {}

    @Override
    public Integer call() {
        var rows = session.services(services).parallelStream()
                .flatMap(service ->
                        Here.findings(session, service).stream().map(finding -> new Row(service.name(), finding)))
                .toList();
        var output = session.output();
        if (output.json()) {
            rows.forEach(output::document);
        } else if (rows.isEmpty()) {
            output.say("a start refuses nothing of it");
        } else {
            var table = new Table("SERVICE", "FINDING");
            rows.forEach(row -> table.row(row.service(), row.finding()));
            output.table(table);
        }
        return rows.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
