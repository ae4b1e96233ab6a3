package dev.entrega.toolbelt.deadletter;

import dev.entrega.toolbelt.deadletter.Redrive.End;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Interruption;
import dev.entrega.toolbelt.terminal.Progress;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings dead letters back. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Brings dead letters of a service back to its queue, the oldest first, and tells what became of them.",
            "Only this service gets them; handlers that had handled the event recognise it. Run it again to go on: what was "
                    + "brought back is no dead letter any more. Each is written down in the service's audit."
        },
        footer = {
            "",
            "Exits with 5 if some failed again, are still under way, or it stopped before the end.",
            "JSON: {\"service\",\"matching\",\"redriven\",\"handled\",\"failed\",\"pending\",\"left\",\"end\"}; end is DONE, "
                    + "FAILING, BATCH_PENDING, INTERRUPTED or DRY_RUN."
        })
final class RedriveCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Chosen chosen;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "100/s",
            converter = Rate.Converter.class,
            description = "how many leave in a time, as 20/s or 600/m (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private Rate rate;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "bring so many back first, and the others only if these end well, in batches that grow twofold")
    private long sample;

    @Option(
            names = "--allow-duplicates",
            description =
                    "also those that are too old to be recognised where they were handled: they may take effect twice")
    private boolean allowDuplicates;

    @Option(
            names = "--stop-on-failure",
            paramLabel = "P%",
            converter = Percent.Converter.class,
            description =
                    "stop when so many of those brought back have failed again (default: never; with --sample: 1%%)")
    private @Nullable Percent stopOnFailure;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Time.class,
            description = "how long to wait for those under way to end, as 30s or 5m (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private Duration wait;

    @Option(names = "--dry-run", description = "only say how many would be brought back")
    private boolean dryRun;

    /** As printed as JSON. */
    record Result(
            String service,
            long matching,
            long redriven,
            long handled,
            long failed,
            long pending,
            long left,
            String end) {}

    @Override
    public Integer call() throws SQLException {
        if (sample < 0 || !chosen.isPossible()) {
            throw session.misuse("--sample and --limit count dead letters, so they can't be below 1");
        }
        String service = chosen.service();
        try (var letters = Letters.of(session, service)) {
            var selection = chosen.in(letters);
            long matching = selection.count();
            long wanted = chosen.wanted(matching);
            if (dryRun || matching == 0) {
                return print(new Result(service, matching, 0, 0, 0, 0, matching, dryRun ? "DRY_RUN" : "DONE"));
            }
            consent.to(session, "bring " + Counted.of(wanted, "dead letter") + " back to " + service, service);
            return redrive(letters, selection, matching, wanted);
        }
    }

    private int redrive(Letters letters, Selection selection, long matching, long wanted) throws SQLException {
        double stopAt = stopOnFailure == null ? sample > 0 ? 1 : 100 : stopOnFailure.value();
        var plan = new Redrive.Plan(
                session.profile().names(chosen.service()).queue(),
                session.who(),
                wanted,
                sample,
                rate.perSecond(),
                stopAt,
                allowDuplicates,
                wait);
        var outcomes = Outcomes.since(letters.connection(), plan.who());
        try (var interruption = Interruption.watch();
                var progress = new Progress(session.output(), "brought back to " + chosen.service(), wanted)) {
            var redrive = new Redrive(letters, selection, outcomes, plan, interruption::within, progress::at);
            var end = redrive.run();
            if (end == End.DONE) {
                redrive.settle();
            }
            progress.clear();
            var count = outcomes.count();
            int code = print(new Result(
                    chosen.service(),
                    matching,
                    redrive.redriven(),
                    count.handled(),
                    count.failed(),
                    count.pending(),
                    selection.count(),
                    end.name()));
            return end == End.INTERRUPTED ? ExitCode.INTERRUPTED : code;
        }
    }

    private int print(Result result) {
        var output = session.output();
        if (output.json()) {
            output.document(result);
        } else if (result.end().equals("DRY_RUN")) {
            output.line("would bring " + Counted.of(result.matching(), "dead letter") + " back to " + result.service());
        } else if (result.matching() == 0) {
            output.line("no dead letters");
        } else {
            output.line("brought back " + result.redriven() + " of " + result.matching() + ": " + result.handled()
                    + " handled, " + result.failed() + " failed again, " + result.pending() + " under way; "
                    + result.left()
                    + " left");
            explain(result);
        }
        boolean whole =
                result.failed() == 0 && result.pending() == 0 && !result.end().matches("FAILING|BATCH_PENDING");
        return whole ? ExitCode.OK : ExitCode.PARTLY;
    }

    private void explain(Result result) {
        var output = session.output();
        switch (result.end()) {
            case "FAILING" -> output.say("stopped, since too many failed again: their cause is not mended yet");
            case "BATCH_PENDING" ->
                output.say("stopped, since what was brought back so far has not ended within " + wait.toSeconds()
                        + " s: is " + result.service() + " running?");
            case "INTERRUPTED" -> output.say("interrupted; run it again to go on");
            default -> {
                if (result.pending() > 0) {
                    output.say("those under way wait in " + result.service() + "'s outbox or queue: is it running?");
                }
            }
        }
        if (result.failed() > 0) {
            output.say("Next: toolbelt dlq groups " + result.service());
        } else if (result.pending() > 0) {
            output.say("Next: toolbelt queue list " + result.service());
        }
    }
}
