package dev.entrega.toolbelt.queue;

import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes what is in a queue. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = {
            "Deletes all messages of a queue, also those in flight. They are gone: nothing keeps a copy.",
            "SQS takes up to a minute, and refuses a second time within it."
        },
        footer = {"", "JSON: {\"queue\",\"waiting\",\"inFlight\",\"purged\"}; the numbers are approximate."})
final class PurgeCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(paramLabel = "QUEUE", description = "its name, with or without the environment in front")
    @SuppressWarnings("NullAway.Init")
    private String queue;

    @Option(names = "--dry-run", description = "only say what would be deleted")
    private boolean dryRun;

    @Override
    public Integer call() {
        var operations = session.resources().operations();
        var state = Lookup.queue(session, operations, queue);
        if (!dryRun) {
            consent.to(
                    session,
                    "delete about " + state.waiting() + " waiting and "
                            + Counted.of(state.inFlight(), "received message") + " of " + state.name() + " for ever",
                    state.name());
            operations.purge(state.name());
        }
        var output = session.output();
        if (output.json()) {
            output.document(Map.of(
                    "queue", state.name(),
                    "waiting", state.waiting(),
                    "inFlight", state.inFlight(),
                    "purged", !dryRun));
        } else {
            output.line((dryRun ? "would delete about " : "deleted about ")
                    + Counted.of(state.waiting() + state.inFlight(), "message") + " of " + state.name());
        }
        return ExitCode.OK;
    }
}
