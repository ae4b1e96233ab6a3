package dev.entrega.toolbelt.contract;

import dev.entrega.contract.compatibility.CompatibilityCheck;
import dev.entrega.contract.compatibility.Severity;
import dev.entrega.contract.history.Baseline;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.report.Entry;
import dev.entrega.contract.report.Exemptions;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether contracts have changed in a way that breaks somebody. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what has changed in the contracts and whether publishers and consumers of either version understand each "
                    + "other.",
            "With git:REF each contract is held against all its versions up to REF, since their events may still lie "
                    + "somewhere, and removed names are known; with a folder, against that alone.",
            "With deployed the question is whether those who read in the environment now would understand what is published "
                    + "under these contracts: can I deploy this? A reader that hasn't declared what it reads is undecided.",
            "Names the handlers that read what is hit, as far as the project's services are built.",
            "Exits with 1 if a change is breaking or can't be decided, unless contract-exemptions.yaml in DIR lets it pass."
        },
        footer = {
            "",
            "JSON: {\"findings\":[{\"type\",\"version\",\"rule\",\"severity\":\"breaking|undecided|info\",\"pointer\",\"file\",",
            "\"line\",\"why\",\"fix\",\"witness\",\"consumers\":[SERVICE/HANDLER]}],\"compatible\":true|false}"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String DEPLOYED = "deployed";

    private final Clock clock = Clock.systemUTC();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = "--against",
            required = true,
            paramLabel = "git:REF|DIR|deployed",
            description =
                    "a branch, tag or commit of the repository that DIR lies in; another folder of contracts; or what "
                            + "the consumers of the environment have declared to read")
    @SuppressWarnings("NullAway.Init")
    private String against;

    @Override
    public Integer call() {
        Path folder = contracts.folder(session);
        var now = ContractsOption.read(folder);
        var all = ContractsOption.reading(() -> Exemptions.read(folder));
        boolean deployed = against.equals(DEPLOYED);
        var findings = deployed ? byReaders(folder, now) : sinceBaseline(folder, now);
        var exemptions = deployed ? all.about(findings) : all.ofChanges();
        var report = new Report(
                "contract check",
                now.stream().map(CheckCommand::name).toList(),
                exemptions.apply(findings, LocalDate.now(clock), shown(exemptions.file())));
        report.print(session.output(), format.format(session.output()), "compatible");
        session.output().say(summary(now.size(), report.entries()));
        return report.isClean() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private List<Entry> byReaders(Path folder, List<Contract> now) {
        return new DeployedCheck(new DeployedReaders(session), session.environment(), folder)
                .check(now).stream()
                        .map(finding -> Entry.of(finding, shown(finding.file())))
                        .toList();
    }

    private List<Entry> sinceBaseline(Path folder, List<Contract> now) {
        var history = ContractsOption.reading(
                () -> Baseline.read(folder, against, session.surroundings().folder(), session.output()::say));
        var hit = new HitReaders(session, now, history);
        var findings = new CompatibilityCheck(history, folder)
                .check(now).stream()
                        .map(finding -> Entry.of(finding, shown(finding.file())).hitting(hit.by(finding)))
                        .toList();
        hit.unknown().forEach(service -> session.output().say("who is hit is not fully known: " + service));
        return findings;
    }

    static String name(Contract contract) {
        return contract.name().noun() + "." + contract.name().action() + " v"
                + contract.name().major();
    }

    private String shown(Path file) {
        return Report.shown(session.surroundings().folder(), file);
    }

    private static String summary(int contracts, List<Entry> findings) {
        return Counted.of(contracts, "contract") + ": " + count(findings, Severity.BREAKING) + " breaking, "
                + count(findings, Severity.UNDECIDED) + " undecided, "
                + Counted.of(count(findings, Severity.INFO), "compatible change");
    }

    private static long count(List<Entry> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity().equals(severity.word()))
                .count();
    }
}
