package dev.entrega.toolbelt.outbox;

import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    private Consent consent;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "for the audit")
    @SuppressWarnings("NullAway.Init")
    private String why;

    @Option(names = "--type", paramLabel = "TYPE", description = "of this event type, as order.placed.v1")
    private @Nullable String type;

    @Option(names = "--id", paramLabel = "ID", description = "these alone; may be given several times")
    private List<Long> ids = List.of();

    @Option(names = "--dry-run", description = "only say how many would be discarded")
    private boolean dryRun;

    /** As printed as JSON. */
    record Result(String service, long matching, long discarded) {}

    @Override
    public Integer call() throws SQLException {
        try (var parked = Parked.of(session, service)) {
            var events = parked.all(type, ids);
            if (dryRun || events.isEmpty()) {
                print(new Result(service, events.size(), 0));
                return ids.isEmpty() || !events.isEmpty() ? ExitCode.OK : ExitCode.NOT_FOUND;
            }
            consent.to(session, "throw " + events.size() + " parked events of " + service + " away for ever", service);
            try (var interruption = Interruption.watch()) {
                long discarded = 0;
                for (var event : events) {
                    if (interruption.requested()) {
                        break;
                    }
                    discarded += parked.discard(event.id(), session.who(), why) ? 1 : 0;
                }
                print(new Result(service, events.size(), discarded));
                return interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.OK;
            }
        }
    }

    private void print(Result result) {
        var output = session.output();
        if (output.json()) {
            output.document(result);
        } else if (result.matching() == 0) {
            output.line("no parked events");
        } else if (dryRun) {
            output.line("would throw " + result.matching() + " parked events of " + service + " away");
        } else {
            output.line("threw " + result.discarded() + " parked events of " + service + " away");
        }
    }
}
