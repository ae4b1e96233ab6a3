package dev.entrega.toolbelt.job;

import dev.entrega.job.JobHistory;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a job run now. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Has a service run a job now, whatever its schedule says: the next of its processes that looks begins it, after a"
                    + " run that has not ended.",
            "Who asked for it is written down with the run."
        },
        footer = {"", "JSON: {\"service\",\"job\",\"dueAt\"}"})
final class RunCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Parameters(index = "1", paramLabel = "JOB", description = "its name")
    @SuppressWarnings("NullAway.Init")
    private String job;

    /** As printed as JSON. */
    record Result(String service, String job, Instant dueAt) {}

    @Override
    public Integer call() throws SQLException {
        try (var connection = Recorded.of(session, service)) {
            consent.to(session, "have " + service + " run " + job + " now", service);
            var dueAt = new JobHistory()
                    .ask(connection, job, session.who())
                    .orElseThrow(() -> Recorded.unknown(service, job));
            var output = session.output();
            if (output.json()) {
                output.document(new Result(service, job, dueAt));
            } else {
                output.line("asked for a run of " + job + ", due at " + dueAt);
                output.say("Next: toolbelt job history " + service + " " + job);
            }
        }
        return ExitCode.OK;
    }
}
