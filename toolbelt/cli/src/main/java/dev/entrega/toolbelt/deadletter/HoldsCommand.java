package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.Holds.Hold;
import dev.entrega.toolbelt.terminal.Ages;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What waits behind dead letters. */
@Command(
        name = "holds",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the subjects of ordered events that a dead letter holds, and how many events wait behind it. They go on "
                    + "when it is redriven or discarded.",
            "A subject that is sending has had its dead letter taken away, and its events come one by one. If the one under "
                    + "way has been lost, since its queue was purged or its outbox row thrown away, --send-again sends it "
                    + "once more."
        },
        footer = {"", "JSON, a line each: {\"queue\",\"group\",\"since\",\"waiting\",\"underWay\"}"})
final class HoldsCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--send-again", paramLabel = "SUBJECT", description = "send what is under way once more")
    private @Nullable String sendAgain;

    @Override
    public Integer call() throws SQLException {
        try (var letters = Letters.of(session, service)) {
            var holds = letters.holds();
            if (sendAgain == null) {
                print(holds);
            } else {
                sendAgain(letters, holds, sendAgain);
            }
        }
        return ExitCode.OK;
    }

    private void sendAgain(Letters letters, List<Hold> holds, String subject) throws SQLException {
        boolean sent = false;
        for (var hold : holds) {
            if (hold.group().equals(subject) && letters.sendAgain(hold)) {
                session.output()
                        .line("sent again to " + hold.queue() + "; if it was not lost, its second copy has no effect");
                sent = true;
            }
        }
        if (!sent) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "nothing of " + subject + " is under way in " + service,
                    "dlq holds " + service);
        }
    }

    private void print(List<Hold> holds) {
        var output = session.output();
        if (output.json()) {
            holds.forEach(output::document);
        } else if (holds.isEmpty()) {
            output.say("no subject is held");
        } else {
            var now = Instant.now();
            var table = new Table("SUBJECT", "QUEUE", "#SINCE", "#WAITING", "STATE");
            holds.forEach(hold -> table.row(
                    hold.group(),
                    hold.queue(),
                    Ages.of(hold.since(), now),
                    hold.waiting(),
                    hold.underWay() ? "sending" : "held by a dead letter"));
            output.table(table);
            output.say("Next: toolbelt dlq list " + service);
        }
    }
}
