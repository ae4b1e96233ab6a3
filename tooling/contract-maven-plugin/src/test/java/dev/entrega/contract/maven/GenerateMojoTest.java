package dev.entrega.contract.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateMojoTest {

    private static final String RECORD = "shop/contract/OrderPlacedV1.java";

    @TempDir
    Path folder;

    private final MavenProject maven = new MavenProject();
    private final GenerateMojo mojo = new GenerateMojo(maven);
    private Project project;

    @BeforeEach
    void anOrderIsPlaced() throws Exception {
        project = new Project(folder).placed("integer");
        maven.getBuild().setDirectory(folder.resolve("target").toString());
        maven.addCompileSourceRoot(folder.resolve("src/main/java").toString());
        maven.addTestCompileSourceRoot(folder.resolve("src/test/java").toString());
        mojo.contracts = folder.resolve("contracts").toFile();
        mojo.basePackage = "shop.contract";
        mojo.output = folder.resolve("target/generated-sources/contracts").toFile();
        mojo.setLog(new RecordedLog());
    }

    @Test
    void aRecordOfEachContractIsCompiledAndItsSchemaIsInTheJar() throws Exception {
        mojo.execute();

        assertThat(generated()).exists();
        assertThat(maven.getCompileSourceRoots()).contains(mojo.output.getPath());
        assertThat(maven.getResources())
                .extracting(Resource::getDirectory, Resource::getTargetPath)
                .containsExactly(tuple(mojo.contracts.getPath(), "contracts"));
    }

    @Test
    void whatWasChangedByHandIsMadeAnew() throws Exception {
        mojo.execute();
        String before = Files.readString(generated());
        Files.writeString(generated(), before.replace("Somebody", "Nobody"));

        mojo.execute();

        assertThat(generated()).hasContent(before);
    }

    @Test
    void aGeneratedFileThatWasCopiedAmongTheSourcesFailsTheBuild() throws Exception {
        mojo.execute();
        project.write("src/main/java/" + RECORD, Files.readString(generated()));

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("Generated code stands among the sources")
                .hasMessageContaining(folder.resolve("src/main/java/" + RECORD) + ". Delete it");
    }

    @Test
    void aGeneratedFileOfAnOlderContractIsKnownByItsMark() throws Exception {
        mojo.execute();
        project.write("src/test/java/shop/contract/OrderPaidV1.java", Files.readString(generated()))
                .write("src/main/java/shop/contract/package-info.java", "package shop.contract;")
                .write("src/main/java/shop/contract/Upcaster.java", "package shop.contract; interface Upcaster {}");

        assertThatThrownBy(mojo::execute)
                .hasMessageContaining("OrderPaidV1.java")
                .hasMessageContaining("package-info.java")
                .hasMessageNotContaining("Upcaster");
    }

    @Test
    void outputAmongTheSourcesIsRefused() {
        mojo.output = folder.resolve("src/generated/java").toFile();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(mojo.output + ", where it would be committed")
                .hasMessageContaining("below " + folder.resolve("target"));
        assertThat(mojo.output).doesNotExist();
    }

    private Path generated() {
        return mojo.output.toPath().resolve(RECORD);
    }
}
