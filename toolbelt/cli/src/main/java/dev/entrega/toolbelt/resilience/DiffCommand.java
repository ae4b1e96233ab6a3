package dev.entrega.toolbelt.resilience;

import dev.entrega.toolbelt.project.ServiceFolder;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What is written otherwise in an environment. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compares what the services' resilience.yml says here with what is written in an environment: what the newest"
                    + " release has come with, or what was applied to it since.",
            "Values are compared as they are written, so a variable is compared by its name. An environment variable that wins"
                    + " there over either is not seen.",
            "Exits with 1 if anything differs."
        },
        footer = {
            "",
            "JSON, a line each: {\"service\",\"upstream\",\"setting\",\"there\",\"here\",\"by\"}; by says what brings it there:"
                    + " apply or deploy."
        })
final class DiffCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "SERVICE",
            description = "which (default: all of the project that have a database there)")
    private List<String> services = List.of();

    @Override
    public Integer call() throws SQLException {
        var differences = new ArrayList<Difference>();
        for (var service : session.services(services)) {
            differences.addAll(differences(service));
        }
        var output = session.output();
        Difference.print(output, differences);
        if (differences.isEmpty()) {
            output.say("nothing differs in environment " + session.environment());
        }
        return differences.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private List<Difference> differences(ServiceFolder service) throws SQLException {
        var here = Here.of(service);
        if (services.isEmpty() && !session.profile().databases().containsKey(service.name())) {
            if (!here.values().isEmpty()) {
                session.output()
                        .say(service.name() + " is left out: environment " + session.environment()
                                + " names no database of it");
            }
            return List.of();
        }
        if (services.isEmpty() && here.values().isEmpty()) {
            return List.of();
        }
        try (var there = There.of(session, service.name())) {
            var differences = Difference.between(service.name(), there.state().written(), here);
            var applied = there.state().applied();
            if (!differences.isEmpty() && applied != null) {
                session.output().say(service.name() + " goes by what was " + There.words(applied));
            }
            return differences;
        }
    }
}
