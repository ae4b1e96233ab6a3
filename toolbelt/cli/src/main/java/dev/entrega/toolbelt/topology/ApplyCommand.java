package dev.entrega.toolbelt.topology;

import dev.entrega.toolbelt.contract.ProjectContracts;
import dev.entrega.toolbelt.iam.Rights;
import dev.entrega.toolbelt.terminal.Consent;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes what is missing. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the topics, queues and subscriptions that services declare and that are missing, and mends what differs.",
            "Takes nothing away. Safe to repeat. Readers before publishers: a topic without subscriptions forgets."
        },
        footer = {
            "",
            "JSON, a line for each change made: {\"service\",\"change\",\"name\",\"attributes\":{}}; nothing if all is there."
        })
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Consent consent;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "which (default: all of the project)")
    private List<String> services = List.of();

    @Option(names = "--dry-run", description = "only say what would be done, as topology plan does")
    private boolean dryRun;

    @Override
    public Integer call() {
        var output = session.output();
        var declared = new Declared(session.resources());
        var descriptions = session.descriptions(services);
        var missing = declared.plan(descriptions);
        if (missing.isEmpty() || dryRun) {
            Steps.print(output, missing);
            output.say(
                    missing.isEmpty()
                            ? "nothing to do: all that the services declare is there"
                            : "nothing was changed");
            return ExitCode.OK;
        }
        var rights = new Rights(ProjectContracts.of(session.project().root()).all());
        descriptions.forEach(rights::require);
        if (consent.isNeeded()) {
            missing.forEach(step -> output.say("  " + step.service() + ": " + step.words()));
        }
        consent.to(
                session,
                "make " + missing.size() + " changes in environment " + session.environment(),
                session.environment());
        for (var service : descriptions) {
            Steps.print(output, declared.apply(service));
        }
        return ExitCode.OK;
    }
}
