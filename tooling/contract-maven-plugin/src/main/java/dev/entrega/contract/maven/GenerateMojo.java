package dev.entrega.contract.maven;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.generate.RecordGenerator;
import dev.entrega.contract.generate.SourceFile;
import dev.entrega.contract.model.ContractFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    File contracts;

    /** The package of the generated records, e.g. {@code dev.entrega.marketplace.contract}. */
    @Parameter(property = "contract.package", required = true)
    String basePackage;

    /**
     * Where the sources go, below the build directory; becomes a source root. Belongs to this goal alone: other Java files
     * in it are deleted.
     */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/contracts", required = true)
    File output;

    private final MavenProject project;

    @Inject
    GenerateMojo(MavenProject project) {
        this.project = project;
    }

    @Override
    public void execute() throws MojoFailureException {
        try {
            var records = new RecordGenerator(basePackage).generate(ContractFolder.read(contracts.toPath()));
            refuseOutputAmongSources();
            refuseMisplaced(records);
            int changed = new SourceRoot(output.toPath()).replaceWith(records);
            getLog().info(records.size() + " files from contracts, " + changed + " changed");
        } catch (ContractException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
        project.addCompileSourceRoot(output.getPath());
        project.addResource(resource());
    }

    /** Elsewhere it would be committed, and nobody would know whether what is committed is what the contracts say. */
    private void refuseOutputAmongSources() throws MojoFailureException {
        Path build = Path.of(project.getBuild().getDirectory()).toAbsolutePath().normalize();
        if (!output.toPath().toAbsolutePath().normalize().startsWith(build)) {
            throw new MojoFailureException("Generated code would go to " + output
                    + ", where it would be committed and no"
                    + " longer follow its contracts. Leave 'output' as it is, or choose a folder below " + build + ".");
        }
    }

    private void refuseMisplaced(List<SourceFile> records) throws MojoFailureException {
        List<Path> roots = Stream.concat(
                        project.getCompileSourceRoots().stream(), project.getTestCompileSourceRoots().stream())
                .map(root -> Path.of(root).toAbsolutePath().normalize())
                .filter(root -> !root.equals(output.toPath().toAbsolutePath().normalize()))
                .distinct()
                .toList();
        List<Path> misplaced = MisplacedSources.in(roots, records);
        if (!misplaced.isEmpty()) {
            throw new MojoFailureException("Generated code stands among the sources, where it would not follow its"
                    + " contracts any more: "
                    + misplaced.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ". Delete it, here and in the repository; every build makes it anew in " + output
                    + ". What it should say otherwise is said in the contracts.");
        }
    }

    private Resource resource() {
        Resource resource = new Resource();
        resource.setDirectory(contracts.getPath());
        resource.setTargetPath("contracts");
        return resource;
    }
}
