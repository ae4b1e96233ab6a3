package dev.entrega.toolbelt.doctor;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.doctor.Finding.Level;
import dev.entrega.toolbelt.project.Environments;
import dev.entrega.toolbelt.project.Profile;
import dev.entrega.toolbelt.project.Project;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.project.ServiceFolder;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.topic.Tails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at this machine, the environment's broker and databases, and whether all that the project's services "
                    + "declare is there. Says what is wrong, why that matters and how to mend it.",
            "Exits with 1 if there is a problem. Changes nothing but to remove queues that killed tails left behind."
        },
        footer = {
            "",
            "JSON, a line each: {\"check\",\"level\",\"what\",\"why\",\"how\"}; level is OK, WARNING or PROBLEM."
        })
public final class DoctorCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Option(names = "--quiet", description = "only what is not well")
    private boolean quiet;

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        var surroundings = session.surroundings();
        report(new Machine(surroundings.folder(), surroundings.environment()).look());
        var project = project();
        profile(project).ifPresent(profile -> {
            report(new Broker(session, session.resources()).look());
            boolean reached = findings.stream()
                    .noneMatch(finding -> finding.check().equals("broker") && finding.level() == Level.PROBLEM);
            if (reached) {
                Tails.removeAbandoned(session, session.resources().operations());
                project.ifPresent(this::wiring);
            }
            profile.databases()
                    .forEach((service, address) ->
                            report(new Database(address, service, folder(project, service)).look()));
        });
        return summary();
    }

    private Optional<Project> project() {
        try {
            var project = session.project();
            report(List.of(Finding.ok(
                    "project",
                    project.root() + " with "
                            + String.join(
                                    ", ",
                                    project.services().stream()
                                            .map(ServiceFolder::name)
                                            .toList()))));
            return Optional.of(project);
        } catch (ProjectException e) {
            report(List.of(Finding.warning(
                    "project",
                    String.valueOf(e.getMessage()),
                    "what services declare is unknown here",
                    "go to its folder")));
            return Optional.empty();
        }
    }

    private Optional<Profile> profile(Optional<Project> project) {
        Path root = project.map(Project::root).orElse(session.surroundings().folder());
        try {
            var profile = session.profile();
            report(List.of(Finding.ok(
                    "environment",
                    profile.name() + " with " + profile.databases().size() + " databases")));
            return Optional.of(profile);
        } catch (ProjectException | ConfigurationException e) {
            boolean devAtRest = session.environment().equals("dev") && !Files.exists(Environments.ofDev(root));
            if (devAtRest) {
                report(Machine.ports());
            }
            var finding = devAtRest
                    ? Finding.warning(
                            "environment",
                            "dev is not running",
                            "its broker, databases and topology can't be looked at",
                            "start it: toolbelt dev; or name another: --env NAME")
                    : Finding.problem(
                            "environment",
                            String.valueOf(e.getMessage()),
                            "its broker, databases and topology can't be looked at",
                            "mend environments.yml, or name another: --env NAME");
            report(List.of(finding));
            return Optional.empty();
        }
    }

    private void wiring(Project project) {
        var wiring = new Wiring(session.resources(), session.environment());
        for (var service : project.services()) {
            if (service.procfile().describe().isEmpty()) {
                continue; // It has no release process, so it declares nothing: load for a demo, for example.
            }
            try {
                ServiceDescription description = session.describe(service);
                report(wiring.look(description));
            } catch (ProjectException | MessagingException e) {
                report(List.of(Finding.warning(
                        "topology",
                        String.valueOf(e.getMessage()),
                        "what " + service.name() + " declares is unknown, so nobody can say whether it is there",
                        "build it: mvn -pl services/" + service.name() + " -am package -DskipTests")));
            }
        }
    }

    private static @Nullable Path folder(Optional<Project> project, String service) {
        return project.stream()
                .flatMap(each -> each.services().stream())
                .filter(each -> each.name().equals(service))
                .map(ServiceFolder::folder)
                .findFirst()
                .orElse(null);
    }

    /** At once, since a later look may take seconds. */
    private void report(List<Finding> found) {
        findings.addAll(found);
        var output = session.output();
        for (var finding : found) {
            if (quiet && finding.level() == Level.OK) {
                continue;
            }
            if (output.json()) {
                output.document(finding);
                continue;
            }
            output.line("%-8s %-12s %s".formatted(label(finding.level()), finding.check(), finding.what()));
            if (finding.level() != Level.OK) {
                output.line("         why          " + finding.why());
                output.line("         how          " + finding.how());
            }
        }
    }

    private String label(Level level) {
        String word = level == Level.OK ? "ok" : level.name();
        if (!session.output().colours()) {
            return word;
        }
        int colour = switch (level) {
            case OK -> 32;
            case WARNING -> 33;
            case PROBLEM -> 31;
        };
        return "\u001b[" + colour + "m%-8s\u001b[0m".formatted(word);
    }

    private int summary() {
        long problems = findings.stream()
                .filter(finding -> finding.level() == Level.PROBLEM)
                .count();
        session.output()
                .say(problems == 0 ? "no problem found" : problems + (problems == 1 ? " problem" : " problems"));
        return problems == 0 ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
