package dev.entrega.toolbelt.queue;

import dev.entrega.consumer.lane.LaneTable;
import dev.entrega.toolbelt.project.PlatformTables;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which queues are paused. */
@Command(
        name = "pauses",
        mixinStandardHelpOptions = true,
        description =
                "Shows the queues that are paused, by whom and why, as the databases of the environment's services say.",
        footer = {"", "JSON, a line each: {\"queue\",\"service\",\"who\",\"since\",\"reason\"}."})
final class PausesCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    /** As printed as JSON. */
    record Row(String queue, String service, String who, Instant since, String reason) {}

    @Override
    public Integer call() throws SQLException {
        var rows = rows();
        var output = session.output();
        if (output.json()) {
            rows.forEach(output::document);
        } else if (rows.isEmpty()) {
            output.say("nothing is paused in environment " + session.environment());
        } else {
            var now = Instant.now();
            var table = new Table("QUEUE", "BY", "#SINCE", "REASON");
            rows.forEach(row -> table.row(row.queue(), row.who(), Ages.of(row.since(), now), row.reason()));
            output.table(table);
        }
        return ExitCode.OK;
    }

    private List<Row> rows() throws SQLException {
        var profile = session.profile();
        var rows = new ArrayList<Row>();
        for (String service : profile.databases().keySet()) {
            try (var connection = profile.connect(service)) {
                if (PlatformTables.exists(connection, "lane")) {
                    new LaneTable()
                            .paused(connection)
                            .forEach((queue, pause) ->
                                    rows.add(new Row(queue, service, pause.who(), pause.since(), pause.reason())));
                }
            }
        }
        rows.sort(Comparator.comparing(Row::queue));
        return rows;
    }
}
