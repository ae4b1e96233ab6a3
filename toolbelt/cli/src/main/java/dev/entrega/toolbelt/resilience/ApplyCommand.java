package dev.entrega.toolbelt.resilience;

import dev.entrega.client.WrittenSettings;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a running service call by what the file says here. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Has all processes of a service call by what its resilience.yml says here, within two seconds and without a deploy:"
                    + " it stands in place of what the release has come with, until --undo or the next release.",
            "What is under way ends as it began. url, connect-timeout and scopes are not applied, they need a deploy. An"
                    + " environment variable there wins.",
            "Nothing is applied that a start there would refuse, which the code that is released there decides. It is written"
                    + " down in entrega.resilience of the service's database, with who did it."
        },
        footer = {
            "",
            "JSON, a line for each change: {\"service\",\"upstream\",\"setting\",\"there\",\"here\",\"by\"}; nothing if there is"
                    + " none. Those that say deploy are not made."
        })
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(paramLabel = "SERVICE", description = "which")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--undo", description = "take away what was applied: what the release has come with holds again")
    private boolean undo;

    @Option(names = "--dry-run", description = "only say what would change")
    private boolean dryRun;

    @Override
    public Integer call() throws SQLException {
        try (var there = There.of(session, service)) {
            var next = undo
                    ? there.state().released()
                    : fit(there, Here.of(session.project().service(service)));
            var differences = Difference.between(service, there.state().written(), next);
            long changes = differences.stream()
                    .filter(Predicate.not(Difference::needsDeploy))
                    .count();
            if (changes == 0 || dryRun) {
                Difference.print(session.output(), differences);
                session.output().say(changes == 0 ? "nothing to do" + why(differences) : "nothing was changed");
                return ExitCode.OK;
            }
            ask(differences, changes);
            if (undo) {
                there.undo(session.who());
            } else {
                there.apply(session.who(), next);
            }
            say(differences, changes);
            return ExitCode.OK;
        }
    }

    private String why(List<Difference> differences) {
        return !differences.isEmpty()
                ? ": what differs needs a deploy"
                : undo ? ": nothing is applied to " + service : ": " + service + " goes by what the file says";
    }

    /** @throws ToolbeltException if the code that is released there would not start with it */
    private WrittenSettings fit(There there, WrittenSettings here) {
        var findings = there.findings(here);
        if (!findings.isEmpty()) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    service + " would not start with this resilience.yml in environment " + session.environment()
                            + ", so nothing was changed: " + String.join("; and ", findings),
                    "resilience check " + service);
        }
        return here;
    }

    private void ask(List<Difference> differences, long changes) {
        if (consent.isNeeded()) {
            differences.forEach(each -> session.output().say("  " + each.words()));
        }
        consent.to(
                session,
                "change " + settings(changes) + " of " + service + " in environment " + session.environment(),
                service);
    }

    private static String settings(long count) {
        return count == 1 ? "1 setting" : count + " settings";
    }

    private void say(List<Difference> differences, long changes) {
        var output = session.output();
        if (output.json()) {
            Difference.print(output, differences);
            return;
        }
        output.line((undo ? "took away what was applied to " : "applied " + settings(changes) + " to ") + service);
        differences.stream().filter(Difference::needsDeploy).forEach(each -> output.say("left: " + each.words()));
        if (!undo) {
            output.say("Next: deploy the file, or toolbelt resilience apply " + service + " --undo --env "
                    + session.environment());
        }
    }
}
