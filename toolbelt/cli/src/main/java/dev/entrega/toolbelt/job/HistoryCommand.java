package dev.entrega.toolbelt.job;

import dev.entrega.job.JobHistory;
import dev.entrega.job.JobHistory.Run;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How the runs of a job went. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Shows the runs of a job, the newest first. They are kept for 30 days.",
        footer = {
            "",
            "JSON, a line each: {\"dueAt\",\"state\",\"attempts\",\"holder\",\"startedAt\",\"endedAt\",\"done\",\"total\","
                    + "\"said\",\"failure\"}; state is asked, running, done, failed or skipped"
        })
final class HistoryCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Parameters(index = "1", paramLabel = "JOB", description = "its name")
    @SuppressWarnings("NullAway.Init")
    private String job;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "how many at most (default: ${DEFAULT-VALUE})")
    private int limit;

    @Override
    public Integer call() throws SQLException {
        if (limit < 1) {
            throw session.misuse("--limit is " + limit + ", but it must be at least 1");
        }
        var history = new JobHistory();
        try (var connection = Recorded.of(session, service)) {
            if (history.jobs(connection).stream().noneMatch(each -> each.job().equals(job))) {
                throw Recorded.unknown(service, job);
            }
            print(history.runs(connection, job, limit));
        }
        return ExitCode.OK;
    }

    private void print(List<Run> runs) {
        var output = session.output();
        if (output.json()) {
            runs.forEach(output::document);
        } else if (runs.isEmpty()) {
            output.say("no run of " + job + " yet");
        } else {
            var table = new Table("DUE", "STATE", "#TOOK", "#STARTS", "PROGRESS", "SAID");
            runs.forEach(run -> table.row(
                    run.dueAt(),
                    run.state(),
                    took(run),
                    run.attempts(),
                    progress(run),
                    words(run.failure(), run.said())));
            output.table(table);
        }
    }

    private static String took(Run run) {
        return run.startedAt() == null || run.endedAt() == null ? "" : seconds(run.startedAt(), run.endedAt());
    }

    private static String seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0 + "s";
    }

    private static String progress(Run run) {
        return run.done() == null ? "" : run.done() + " of " + run.total();
    }

    private static String words(@Nullable String failure, @Nullable String said) {
        return Stream.of(failure, said).filter(Objects::nonNull).collect(Collectors.joining("; "));
    }
}
