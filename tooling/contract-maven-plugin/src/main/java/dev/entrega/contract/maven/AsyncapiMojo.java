package dev.entrega.contract.maven;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.catalogue.AsyncApi;
import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.model.ContractFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes an AsyncAPI 3.1 document of the contracts: channels and messages. Who publishes and handles them only services
 * know, and {@code toolbelt contract asyncapi} asks them.
 */
@Mojo(name = "asyncapi", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class AsyncapiMojo extends AbstractMojo {

    /** The folder of contracts. */
    @Parameter(property = "contract.folder", defaultValue = "${project.basedir}/contracts", required = true)
    File contracts;

    /** The document: JSON if its name ends so, else YAML. */
    @Parameter(
            property = "contract.asyncapi",
            defaultValue = "${project.build.directory}/asyncapi.yaml",
            required = true)
    File document;

    /** What the document calls the system. */
    @Parameter(property = "contract.title", defaultValue = "${project.name}", required = true)
    String title;

    /** Which version of it the document tells. */
    @Parameter(property = "contract.release", defaultValue = "${project.version}", required = true)
    String release;

    @Override
    public void execute() throws MojoFailureException, MojoExecutionException {
        try {
            ObjectNode written = AsyncApi.document(
                    new Catalogue(title, ContractFolder.read(contracts.toPath()), List.of()), release);
            Files.createDirectories(document.getAbsoluteFile().getParentFile().toPath());
            Files.writeString(
                    document.toPath(),
                    document.getName().endsWith(".json") ? AsyncApi.json(written) : AsyncApi.yaml(written));
            getLog().info(written.path("channels").size() + " channels in " + document);
        } catch (ContractException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(document + " can't be written: " + e, e);
        }
    }
}
