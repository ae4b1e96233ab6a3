package dev.entrega.toolbelt.topology;

import dev.entrega.toolbelt.contract.ProjectContracts;
import dev.entrega.toolbelt.iam.IamPolicy;
import dev.entrega.toolbelt.iam.Place;
import dev.entrega.toolbelt.iam.Rights;
import dev.entrega.toolbelt.iam.Role;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a service has to be allowed. */
@Command(
        name = "iam",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the IAM policy of a service: the least that its processes need, by what its code declares.",
            "Asks the service's own code, so it has to be built. AWS is not asked.",
            "Refuses a service that publishes what its noun's publishers don't allow it."
        },
        footer = {"", "The answer is JSON in any case: the policy document, as IAM takes it."})
final class IamCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String service;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "runtime",
            description = "runtime: the processes that work; release: the release process (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String role;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "*",
            description = "of the topics and queues (default: any)")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String region;

    @Option(
            names = "--account",
            paramLabel = "DIGITS",
            defaultValue = "*",
            description = "of AWS, 12 digits (default: any)")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String account;

    @Option(
            names = "--partition",
            paramLabel = "NAME",
            defaultValue = "aws",
            description = "aws, aws-cn or aws-us-gov (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private String partition;

    @Override
    public Integer call() {
        var whose = role();
        var description = session.descriptions(List.of(service)).getFirst();
        var rights = new Rights(ProjectContracts.of(session.project().root()).all());
        var policy = IamPolicy.of(description, rights, whose, new Place(partition, region, account));
        session.output().line(policy.toJson());
        return ExitCode.OK;
    }

    private Role role() {
        return switch (role) {
            case "runtime" -> Role.RUNTIME;
            case "release" -> Role.RELEASE;
            default -> throw session.misuse("--role is " + role + ", but it must be runtime or release");
        };
    }
}
