package dev.entrega.toolbelt.contract;

import dev.entrega.contract.lint.ContractLint;
import dev.entrega.contract.report.Entry;
import dev.entrega.contract.report.Exemptions;
import dev.entrega.toolbelt.terminal.Counted;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is wrong with contracts as they are. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is wrong with the contracts: schemas that are none, missing words and bounds, patterns that explode, "
                    + "examples that do not show what their names say.",
            "Exits with 1 if anything is, unless contract-exemptions.yaml in DIR lets it pass."
        },
        footer = {
            "",
            "JSON: {\"findings\":[{\"type\",\"version\",\"rule\",\"severity\":\"error|info\",\"pointer\",\"file\",\"line\",\"why\",",
            "\"fix\",\"witness\",\"consumers\":[]}],\"clean\":true|false}"
        })
final class LintCommand implements Callable<Integer> {

    private final Clock clock = Clock.systemUTC();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
        Path folder = contracts.folder(session);
        var now = ContractsOption.read(folder);
        var exemptions = ContractsOption.reading(() -> Exemptions.read(folder)).ofLint();
        var lint = new ContractLint();
        List<Entry> findings = new ArrayList<>();
        now.forEach(contract -> lint.check(contract)
                .forEach(finding -> findings.add(Entry.of(contract, finding, shown(finding.file())))));
        var report = new Report(
                "contract lint",
                now.stream().map(CheckCommand::name).toList(),
                exemptions.apply(findings, LocalDate.now(clock), shown(exemptions.file())));
        report.print(session.output(), format.format(session.output()), "clean");
        session.output()
                .say(Counted.of(now.size(), "contract") + ": "
                        + Counted.of(
                                report.entries().stream().filter(Entry::counts).count(), "finding"));
        return report.isClean() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private String shown(Path file) {
        return Report.shown(session.surroundings().folder(), file);
    }
}
