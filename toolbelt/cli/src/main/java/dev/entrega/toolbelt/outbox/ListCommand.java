package dev.entrega.toolbelt.outbox;

import dev.entrega.toolbelt.terminal.Ages;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parked events one by one. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the events of a service that the broker doesn't take, the oldest first.",
        footer = {
            "",
            "JSON, a line each: {\"id\",\"acceptedAt\",\"eventId\",\"source\",\"type\",\"subject\",\"destination\","
                    + "\"reason\",\"attempts\"}"
        })
final class ListCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--type", paramLabel = "TYPE", description = "of this event type, as order.placed.v1")
    private @Nullable String type;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "how many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "go on after this one")
    private long after;

    @Override
    public Integer call() throws SQLException {
        if (limit < 1) {
            throw session.misuse("--limit is " + limit + ", but it must be at least 1");
        }
        var output = session.output();
        try (var parked = Parked.of(session, service)) {
            var events = parked.page(type, after, limit);
            if (output.json()) {
                events.forEach(output::document);
            } else if (events.isEmpty()) {
                output.say("no parked events");
            } else {
                var now = Instant.now();
                var table = new Table("#ID", "#AGE", "TYPE", "SUBJECT", "TO", "#TRIES", "REASON");
                events.forEach(event -> table.row(
                        event.id(),
                        Ages.of(event.acceptedAt(), now),
                        event.type(),
                        event.subject(),
                        event.destination().equals(event.type()) ? "its topic" : event.destination(),
                        event.attempts(),
                        event.reason()));
                output.table(table);
                if (events.size() == limit) {
                    output.say("there may be more; go on with --after "
                            + events.getLast().id());
                }
                output.say("Next, when the cause is mended: toolbelt outbox release " + service);
            }
        }
        return ExitCode.OK;
    }
}
