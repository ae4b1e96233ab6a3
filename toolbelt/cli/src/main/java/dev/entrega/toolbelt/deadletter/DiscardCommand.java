package dev.entrega.toolbelt.deadletter;

import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Progress;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Throws dead letters away. */
@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        description = {
            "Throws dead letters of a service away, for ever: their events will not have had their effect there.",
            "Who did it and why is written down in the service's audit."
        },
        footer = {"", "JSON: {\"service\",\"matching\",\"discarded\",\"left\"}"})
final class DiscardCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Chosen chosen;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "for the audit")
    @SuppressWarnings("NullAway.Init")
    private String why;

    @Option(names = "--dry-run", description = "only say how many would be thrown away")
    private boolean dryRun;

    /** As printed as JSON. */
    record Result(String service, long matching, long discarded, long left) {}

    @Override
    public Integer call() throws SQLException {
        String service = chosen.service();
        try (var letters = Letters.of(session, service)) {
            var selection = chosen.in(letters);
            long matching = selection.count();
            long wanted = chosen.wanted(matching);
            if (dryRun || matching == 0) {
                print(new Result(service, matching, 0, matching));
                return ExitCode.OK;
            }
            consent.to(
                    session,
                    "throw " + Counted.of(wanted, "dead letter") + " of " + service + " away for ever",
                    service);
            try (var interruption = Interruption.watch();
                    var progress = new Progress(session.output(), "thrown away", wanted)) {
                long discarded = discard(letters, selection, wanted, interruption, progress);
                progress.clear();
                print(new Result(service, matching, discarded, selection.count()));
                return interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.OK;
            }
        }
    }

    private long discard(
            Letters letters, Selection selection, long wanted, Interruption interruption, Progress progress)
            throws SQLException {
        long discarded = 0;
        long after = 0;
        for (var page = selection.after(after); !page.isEmpty(); page = selection.after(after)) {
            for (var stored : page) {
                if (discarded >= wanted || interruption.requested()) {
                    return discarded;
                }
                discarded += letters.discard(stored.id(), session.who(), why) ? 1 : 0;
                after = stored.id();
                progress.at(discarded);
            }
        }
        return discarded;
    }

    private void print(Result result) {
        var output = session.output();
        if (output.json()) {
            output.document(result);
        } else if (result.matching() == 0) {
            output.line("no dead letters");
        } else if (dryRun) {
            output.line("would throw " + Counted.of(result.matching(), "dead letter") + " of " + result.service()
                    + " away");
        } else {
            output.line("threw " + Counted.of(result.discarded(), "dead letter") + " of " + result.service() + " away; "
                    + result.left() + " left");
        }
    }
}
