package dev.entrega.toolbelt.topology;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What would be changed. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what topology apply would do. Changes nothing.",
            "Exits with 0 whether there is something to do or not."
        },
        footer = {"", "JSON, a line each: {\"service\",\"change\",\"name\",\"attributes\":{}}; nothing if all is there."
        })
final class PlanCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "which (default: all of the project)")
    private List<String> services = List.of();

    @Override
    public Integer call() {
        Steps.show(session, services);
        return ExitCode.OK;
    }
}
