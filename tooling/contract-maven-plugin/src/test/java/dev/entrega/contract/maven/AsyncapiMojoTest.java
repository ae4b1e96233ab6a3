package dev.entrega.contract.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncapiMojoTest {

    @TempDir
    Path folder;

    private final RecordedLog log = new RecordedLog();
    private final AsyncapiMojo mojo = new AsyncapiMojo();

    @BeforeEach
    void aProject() throws Exception {
        new Project(folder).placed("integer");
        mojo.contracts = folder.resolve("contracts").toFile();
        mojo.document = folder.resolve("target/asyncapi.yaml").toFile();
        mojo.title = "Shop";
        mojo.release = "1.2";
        mojo.setLog(log);
    }

    @Test
    void theDocumentHasTheContractsAndTheProjectsNameAndVersion() throws Exception {
        mojo.execute();

        assertThat(mojo.document)
                .content()
                .startsWith("asyncapi: \"3.1.0\"")
                .contains("title: \"Shop\"", "version: \"1.2\"", "{env}_order_placed_v1");
        assertThat(log.text()).contains("1 channels");
    }

    @Test
    void itIsJsonIfItsNameSaysSo() throws Exception {
        mojo.document = folder.resolve("asyncapi.json").toFile();

        mojo.execute();

        assertThat(mojo.document).content().startsWith("{").contains("\"asyncapi\": \"3.1.0\"");
    }

    @Test
    void contractsThatCantBeReadFailTheBuild() throws Exception {
        new Project(folder).write(Project.PLACED, "{\n\"a\": }");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(Project.PLACED + ":2");
    }

    @Test
    void aPlaceThatCantBeWrittenIsNamed() throws Exception {
        Files.createDirectories(mojo.document.toPath());

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("asyncapi.yaml can't be written");
    }
}
