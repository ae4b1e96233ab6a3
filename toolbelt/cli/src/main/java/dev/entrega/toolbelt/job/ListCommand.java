package dev.entrega.toolbelt.job;

import dev.entrega.job.JobHistory;
import dev.entrega.toolbelt.terminal.Ages;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All jobs of an environment. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the jobs of the environment's services, as their databases say.",
        footer = {
            "",
            "JSON, a line each: {\"service\",\"job\",\"schedule\",\"nextDue\",\"lastSuccess\",\"state\"}; state is asked or"
                    + " running, or null"
        })
final class ListCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    /** As printed as JSON. */
    record Row(
            String service,
            String job,
            String schedule,
            Instant nextDue,
            @Nullable Instant lastSuccess,
            @Nullable String state) {}

    @Override
    public Integer call() throws SQLException {
        var rows = rows();
        var output = session.output();
        if (output.json()) {
            rows.forEach(output::document);
        } else if (rows.isEmpty()) {
            output.say("no service of environment " + session.environment() + " has jobs");
        } else {
            var now = Instant.now();
            var table = new Table("SERVICE", "JOB", "SCHEDULE", "NEXT", "#DONE AGO", "STATE");
            rows.forEach(row -> table.row(
                    row.service(),
                    row.job(),
                    row.schedule(),
                    row.nextDue(),
                    row.lastSuccess() == null ? "never" : Ages.of(row.lastSuccess(), now),
                    row.state() == null ? "" : row.state()));
            output.table(table);
        }
        return ExitCode.OK;
    }

    private List<Row> rows() throws SQLException {
        var profile = session.profile();
        var rows = new ArrayList<Row>();
        for (String service : profile.databases().keySet()) {
            try (var connection = profile.connect(service)) {
                if (Recorded.isIn(connection)) {
                    new JobHistory()
                            .jobs(connection)
                            .forEach(job -> rows.add(new Row(
                                    service,
                                    job.job(),
                                    job.schedule(),
                                    job.nextDue(),
                                    job.lastSuccess(),
                                    job.state())));
                }
            }
        }
        return rows;
    }
}
