package dev.entrega.toolbelt.topology;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Whether all is there. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether all that the services declare exists as it should.",
            "Exits with 1 if anything is missing or differs: for a script before a deploy."
        },
        footer = {"", "JSON, a line each: {\"service\",\"change\",\"name\",\"attributes\":{}}; nothing if all is there."
        })
final class CheckCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "which (default: all of the project)")
    private List<String> services = List.of();

    @Override
    public Integer call() {
        return Steps.show(session, services).isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
