package dev.entrega.contract.maven;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.lint.ContractLint;
import dev.entrega.contract.model.ContractFolder;
import dev.entrega.contract.report.Entry;
import dev.entrega.contract.report.Exemptions;
import java.io.File;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Fails the build if something is wrong with the contracts as they are, as {@code toolbelt contract lint} would say,
 * unless {@code contract-exemptions.yaml} beside them lets it pass.
 */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true)
public final class LintMojo extends AbstractMojo {

    /** The folder of contracts. */
    @Parameter(property = "contract.folder", defaultValue = "${project.basedir}/contracts", required = true)
    File contracts;

    @Override
    public void execute() throws MojoFailureException {
        Findings.report(getLog(), findings(), "contracts");
    }

    private List<Entry> findings() throws MojoFailureException {
        Path folder = contracts.toPath();
        ContractLint lint = new ContractLint();
        try {
            List<Entry> findings = ContractFolder.read(folder).stream()
                    .flatMap(contract -> lint.check(contract).stream()
                            .map(finding ->
                                    Entry.of(contract, finding, finding.file().toString())))
                    .toList();
            Exemptions exemptions = Exemptions.read(folder).ofLint();
            return exemptions.apply(
                    findings, LocalDate.now(ZoneOffset.UTC), exemptions.file().toString());
        } catch (ContractException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}
