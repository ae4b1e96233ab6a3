package dev.entrega.contract.maven;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.generate.RecordGenerator;
import dev.entrega.contract.model.ContractFolder;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Generates a record for each contract, and adds schemas and examples to the jar, below {@code contracts/}. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    /** The folder of contracts. */
    @Parameter(property = "contract.folder", defaultValue = "${project.basedir}/contracts", required = true)
    private File contracts;

    /** The package of the generated records, e.g. {@code dev.entrega.marketplace.contract}. */
    @Parameter(property = "contract.package", required = true)
    private String basePackage;

    /** Where the sources go; becomes a source root. Belongs to this goal alone: other Java files in it are deleted. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/contracts", required = true)
    private File output;

    private final MavenProject project;

    @Inject
    GenerateMojo(MavenProject project) {
        this.project = project;
    }

    @Override
    public void execute() throws MojoFailureException {
        try {
            var records = new RecordGenerator(basePackage).generate(ContractFolder.read(contracts.toPath()));
            int changed = new SourceRoot(output.toPath()).replaceWith(records);
            getLog().info(records.size() + " files from contracts, " + changed + " changed");
        } catch (ContractException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
        project.addCompileSourceRoot(output.getPath());
        project.addResource(resource());
    }

    private Resource resource() {
        Resource resource = new Resource();
        resource.setDirectory(contracts.getPath());
        resource.setTargetPath("contracts");
        return resource;
    }
}
