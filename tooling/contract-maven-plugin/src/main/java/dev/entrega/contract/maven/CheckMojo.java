package dev.entrega.contract.maven;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.compatibility.CompatibilityCheck;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.history.Baseline;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.ContractFolder;
import dev.entrega.contract.report.Entry;
import dev.entrega.contract.report.Exemptions;
import java.io.File;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build if the contracts have changed in a way that breaks somebody, as {@code toolbelt contract check} would
 * say, unless {@code contract-exemptions.yaml} beside them lets it pass.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** The branch that others start from: as the clone knows it, as it is usually named, where nothing was cloned. */
    private static final List<String> USUAL = List.of("origin/HEAD", "origin/main", "main");

    /** The folder of contracts. */
    @Parameter(property = "contract.folder", defaultValue = "${project.basedir}/contracts", required = true)
    File contracts;

    /**
     * What they are held against: {@code git:REF}, with all that came before it, or another folder. By default the branch
     * {@code origin/HEAD}, {@code origin/main} or {@code main}, whichever there is first; where there is none, as in a
     * tarball or a shallow clone, nothing is checked, and that is said. What is named here has to be there.
     */
    @Parameter(property = "contract.against")
    @Nullable
    String against;

    /** What a folder to compare with is relative to. */
    @Parameter(defaultValue = "${project.basedir}", readonly = true, required = true)
    File basedir;

    /** Leaves the check out. */
    @Parameter(property = "contract.check.skip", defaultValue = "false")
    boolean skip;

    @Override
    public void execute() throws MojoFailureException {
        if (skip) {
            getLog().info("Contracts are held against nothing: contract.check.skip says so.");
            return;
        }
        Optional<String> baseline = Optional.ofNullable(against)
                .filter(named -> !named.isBlank())
                .or(() -> Baseline.firstOf(contracts.toPath(), USUAL, this::nothing));
        if (baseline.isEmpty()) {
            return;
        }
        Findings.report(getLog(), findings(baseline.get()), "contracts against " + baseline.get());
    }

    private void nothing(String why) {
        getLog().warn("Contracts are held against nothing: " + why
                + ". Fetch one with its whole history, or say what they"
                + " were, with -Dcontract.against=git:REF or a folder.");
    }

    private List<Entry> findings(String baseline) throws MojoFailureException {
        Path folder = contracts.toPath();
        try {
            List<Contract> now = ContractFolder.read(folder);
            Exemptions exemptions = Exemptions.read(folder).ofChanges();
            History history = Baseline.read(folder, baseline, basedir.toPath(), hint -> getLog().warn(hint));
            List<Entry> findings = new CompatibilityCheck(history, folder)
                    .check(now).stream()
                            .map(finding -> Entry.of(finding, finding.file().toString()))
                            .toList();
            getLog().info(now.size() + " contracts against " + baseline + ": " + findings.size() + " changes");
            return exemptions.apply(
                    findings, LocalDate.now(ZoneOffset.UTC), exemptions.file().toString());
        } catch (ContractException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}
