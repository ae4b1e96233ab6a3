package dev.entrega.toolbelt.outbox;

import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Throws parked events away. */
@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        description = {
            "Throws events away, for ever, that a service has committed and the broker refused: no reader gets them.",
            "Who did it and why is written down in the database of the service."
        },
        footer = {"", "JSON: {\"service\",\"matching\",\"discarded\"}"})
final class DiscardCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Chosen events;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "for the audit")
    @SuppressWarnings("NullAway.Init")
    private String why;

    /** As printed as JSON. */
    record Result(String service, long matching, long discarded) {}

    @Override
    public Integer call() throws SQLException {
        return events.each(
                session, "throw {} away for ever", (parked, id) -> parked.discard(id, session.who(), why), this::print);
    }

    private void print(long matching, long discarded) {
        String service = events.service();
        var output = session.output();
        if (output.json()) {
            output.document(new Result(service, matching, discarded));
        } else if (matching == 0) {
            output.line("no parked events");
        } else if (events.isDryRun()) {
            output.line("would throw " + matching + " parked events of " + service + " away");
        } else {
            output.line("threw " + discarded + " parked events of " + service + " away");
        }
    }
}
