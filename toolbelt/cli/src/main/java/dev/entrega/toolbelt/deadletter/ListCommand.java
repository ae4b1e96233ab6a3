package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.StoredDeadLetter;
import dev.entrega.toolbelt.terminal.Ages;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Dead letters one by one. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows dead letters of a service, the oldest first.",
        footer = {
            "",
            "JSON, a line each: {\"id\",\"group\",\"at\",\"handler\",\"eventId\",\"source\",\"type\",\"subject\",\"reason\","
                    + "\"detail\",\"attempts\",\"firstFailedAt\",\"lastFailedAt\"}"
        })
final class ListCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FilterOptions filter;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "how many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "go on after this one")
    private long after;

    /** As printed as JSON. */
    record Row(
            long id,
            String group,
            Instant at,
            String handler,
            String eventId,
            String source,
            String type,
            String subject,
            String reason,
            String detail,
            int attempts,
            Instant firstFailedAt,
            Instant lastFailedAt) {

        static Row of(StoredDeadLetter stored) {
            var letter = stored.letter();
            return new Row(
                    stored.id(),
                    stored.fingerprint(),
                    stored.deadLetteredAt(),
                    letter.key().handler(),
                    letter.key().eventId(),
                    letter.key().source(),
                    letter.type(),
                    letter.subject(),
                    letter.reason().name(),
                    letter.detail(),
                    letter.attempts(),
                    letter.first(),
                    letter.last());
        }
    }

    @Override
    public Integer call() throws SQLException {
        if (limit < 1) {
            throw session.misuse("--limit is " + limit + ", but it must be at least 1");
        }
        var output = session.output();
        try (var letters = Letters.of(session, service)) {
            var rows = letters.find(filter.filter(), after, limit).stream()
                    .map(Row::of)
                    .toList();
            if (output.json()) {
                rows.forEach(output::document);
            } else if (rows.isEmpty()) {
                output.say("no dead letters");
            } else {
                var now = Instant.now();
                var table = new Table("#ID", "#AGE", "GROUP", "HANDLER", "TYPE", "SUBJECT", "REASON", "DETAIL");
                rows.forEach(row -> table.row(
                        row.id(),
                        Ages.of(row.at(), now),
                        row.group(),
                        row.handler().isEmpty() ? "-" : row.handler(),
                        row.type().isEmpty() ? "-" : row.type(),
                        row.subject().isEmpty() ? "-" : row.subject(),
                        row.reason(),
                        row.detail()));
                output.table(table);
                long all = letters.count(filter.filter());
                if (all > rows.size()) {
                    output.say("of " + all + "; go on with --after "
                            + rows.getLast().id());
                }
                output.say("Next: toolbelt dlq show " + service + " "
                        + rows.getFirst().id());
            }
        }
        Nets.say(session, service);
        return ExitCode.OK;
    }
}
