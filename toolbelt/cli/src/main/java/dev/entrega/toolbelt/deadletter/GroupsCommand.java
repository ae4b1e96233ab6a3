package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.DeadLetterGroup;
import dev.entrega.toolbelt.terminal.Ages;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Dead letters by what they have in common. */
@Command(
        name = "groups",
        mixinStandardHelpOptions = true,
        description = "Shows what failed alike, the largest group first. Where an incident begins to make sense.",
        footer = {
            "",
            "JSON, a line each: {\"service\",\"group\",\"handler\",\"type\",\"reason\",\"detail\",\"count\",\"first\",\"last\"}"
        })
final class GroupsCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FilterOptions filter;

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "which (default: all of the environment)")
    private @Nullable String service;

    /** As printed as JSON. */
    record Row(
            String service,
            String group,
            String handler,
            String type,
            String reason,
            String detail,
            long count,
            Instant first,
            Instant last) {

        static Row of(String service, DeadLetterGroup group) {
            return new Row(
                    service,
                    group.fingerprint(),
                    group.handler(),
                    group.type(),
                    group.reason().name(),
                    group.detail(),
                    group.count(),
                    group.first(),
                    group.last());
        }
    }

    @Override
    public Integer call() throws SQLException {
        var rows = new ArrayList<Row>();
        if (service == null) {
            for (String each : session.profile().databases().keySet()) {
                try (var letters = Letters.connect(session, each)) {
                    if (letters.exist()) {
                        add(rows, each, letters);
                    }
                }
            }
        } else {
            try (var letters = Letters.of(session, service)) {
                add(rows, service, letters);
            }
        }
        rows.sort(Comparator.comparingLong(Row::count).reversed());
        var output = session.output();
        if (output.json()) {
            rows.forEach(output::document);
            return ExitCode.OK;
        }
        if (rows.isEmpty()) {
            output.say("no dead letters");
            return ExitCode.OK;
        }
        var now = Instant.now();
        var table = new Table("SERVICE", "GROUP", "#COUNT", "#LAST", "HANDLER", "TYPE", "REASON", "DETAIL");
        rows.forEach(row -> table.row(
                row.service(),
                row.group(),
                row.count(),
                Ages.of(row.last(), now),
                row.handler().isEmpty() ? "-" : row.handler(),
                row.type().isEmpty() ? "-" : row.type(),
                row.reason(),
                row.detail()));
        output.table(table);
        output.say("Next: toolbelt dlq list " + rows.getFirst().service() + " --group "
                + rows.getFirst().group());
        return ExitCode.OK;
    }

    private void add(List<Row> rows, String whose, Letters letters) throws SQLException {
        letters.groups(filter.filter()).forEach(group -> rows.add(Row.of(whose, group)));
        Nets.say(session, whose);
    }
}
