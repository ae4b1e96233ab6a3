package dev.entrega.toolbelt.queue;

import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a service receive nothing more from a queue. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = {
            "Has all instances of a service receive nothing more from a queue, within two seconds and until queue resume, also "
                    + "over restarts. What they handle already, they finish; what waits, waits in the queue.",
            "QUEUE is the service's own queue or one of its lanes. It is written down in the service's audit.",
            "SQS keeps messages for 7 days."
        },
        footer = {"", "JSON: {\"queue\",\"paused\",\"changed\"}; changed is false if it was paused already."})
final class PauseCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(paramLabel = "QUEUE", description = "its name, with or without the environment in front")
    @SuppressWarnings("NullAway.Init")
    private String queue;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for those who find it paused")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Override
    public Integer call() throws SQLException {
        if (reason.isBlank()) {
            throw session.misuse("--reason says why to those who find the queue paused, so it can't be empty");
        }
        try (var pauses = Pauses.of(session, queue)) {
            consent.to(session, "pause " + pauses.queue(), pauses.queue());
            boolean changed = pauses.pause(session.who(), reason);
            var output = session.output();
            if (output.json()) {
                output.document(Map.of("queue", pauses.queue(), "paused", true, "changed", changed));
            } else if (changed) {
                output.line("paused " + pauses.queue());
                output.say("Next: toolbelt queue resume " + queue + " --env " + session.environment());
            } else {
                output.line(pauses.queue() + " is paused already");
            }
            return ExitCode.OK;
        }
    }
}
