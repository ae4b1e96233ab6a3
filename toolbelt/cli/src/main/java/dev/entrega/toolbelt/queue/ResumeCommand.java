package dev.entrega.toolbelt.queue;

import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a service receive from a queue again. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Has all instances of a service receive from a queue again that queue pause has paused, within two seconds.",
            "It is written down in the service's audit."
        },
        footer = {"", "JSON: {\"queue\",\"paused\",\"changed\"}; changed is false if it was not paused."})
final class ResumeCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(paramLabel = "QUEUE", description = "its name, with or without the environment in front")
    @SuppressWarnings("NullAway.Init")
    private String queue;

    @Override
    public Integer call() throws SQLException {
        try (var pauses = Pauses.of(session, queue)) {
            boolean changed = pauses.resume(session.who());
            var output = session.output();
            if (output.json()) {
                output.document(Map.of("queue", pauses.queue(), "paused", false, "changed", changed));
            } else {
                output.line(changed ? "resumed " + pauses.queue() : pauses.queue() + " is not paused");
            }
            return ExitCode.OK;
        }
    }
}
