package dev.entrega.contract.maven;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.lint.ContractLint;
import dev.entrega.contract.lint.Finding;
import dev.entrega.contract.model.ContractFolder;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Fails the build if a schema is none, or an example does not show what its name claims. */
@Mojo(name = "lint", defaultPhase = LifecyclePhase.PROCESS_SOURCES, threadSafe = true)
public final class LintMojo extends AbstractMojo {

    /** The folder of contracts. */
    @Parameter(property = "contract.folder", defaultValue = "${project.basedir}/contracts", required = true)
    private File contracts;

    @Override
    public void execute() throws MojoFailureException {
        List<Finding> findings = findings();
        findings.forEach(finding -> getLog().error(finding.toString()));
        if (!findings.isEmpty()) {
            throw new MojoFailureException(findings.size() + " findings in contracts, the first: " + findings.get(0));
        }
    }

    private List<Finding> findings() throws MojoFailureException {
        ContractLint lint = new ContractLint();
        try {
            return ContractFolder.read(contracts.toPath()).stream()
                    .flatMap(contract -> lint.check(contract).stream())
                    .toList();
        } catch (ContractException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}
