package dev.entrega.contract.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMojoTest {

    @TempDir
    Path folder;

    private final RecordedLog log = new RecordedLog();
    private final CheckMojo mojo = new CheckMojo();
    private Project project;

    @BeforeEach
    void anOrderIsPlaced() throws Exception {
        project = new Project(folder).placed("integer");
        in(project);
    }

    @Test
    void whatHasNotChangedPasses() throws Exception {
        project.initialized().commit();

        mojo.execute();

        assertThat(log.text()).isEqualTo("INFO 1 contracts against git:main: 0 changes");
    }

    @Test
    void aBreakingChangeFailsTheBuildAndIsToldWithPlaceWayOutAndWitness() throws Exception {
        project.initialized().commit().placed("string");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("1 finding in contracts against git:main, the first: breaking type-changed"
                        + " order.placed v1 " + folder.resolve(Project.PLACED) + ":6 #/properties/total/type ")
                .hasMessageContaining("toolbelt contract new order.placed --major");
        assertThat(log.text())
                .contains("ERROR breaking type-changed  order.placed v1", "\n  shown by {\"total\":")
                .doesNotContain("WARN");
    }

    @Test
    void aCompatibleChangeIsToldAndPasses() throws Exception {
        project.initialized()
                .commit()
                .write("contracts/order/paid/v1.schema.json", Files.readString(folder.resolve(Project.PLACED)));

        mojo.execute();

        assertThat(log.text()).contains("INFO info type-added  order.paid v1");
    }

    @Test
    void whatIsExemptPasses() throws Exception {
        project.initialized().commit().placed("string").exempt("type-changed", "#/properties/total/type");

        mojo.execute();

        assertThat(log.text()).contains("Exempt until 2999-12-31: nobody reads it yet.");
    }

    @Test
    void anExemptionOfNothingFailsTheBuild() throws Exception {
        project.initialized().commit().exempt("type-changed", "#/properties/total/type");

        assertThatThrownBy(mojo::execute).hasMessageContaining("exemption-unmatched");
    }

    @Test
    void anExemptionOfLintIsNotItsBusiness() throws Exception {
        project.initialized().commit().exempt("size-unbounded", "#/properties/total");

        mojo.execute();

        assertThat(log.text()).doesNotContain("exemption");
    }

    @Test
    void aFolderWithoutGitPassesAndThatNothingWasCheckedIsSaid() throws Exception {
        mojo.execute();

        assertThat(log.text())
                .startsWith("WARN Contracts are held against nothing: ")
                .contains("is in no git repository")
                .contains("-Dcontract.against=");
    }

    @Test
    void aShallowCloneIsCheckedAgainstWhatItKnows() throws Exception {
        project.initialized().commit().placed("string").commit();
        Path clone = Files.createTempDirectory("clones").resolve("shallow");
        project.git("clone", "-q", "--depth", "1", "file://" + folder, clone.toString());
        in(new Project(clone));

        mojo.execute();

        assertThat(log.text()).contains("WARN this clone is shallow", "against git:origin/HEAD: 0 changes");
    }

    @Test
    void aCloneIsCheckedAgainstTheBranchItWasMadeOf() throws Exception {
        project.initialized().commit();
        Path clone = Files.createTempDirectory("clones").resolve("whole");
        project.git("clone", "-q", folder.toString(), clone.toString());
        var cloned = new Project(clone);
        cloned.git("config", "user.name", "Someone");
        cloned.git("config", "user.email", "someone@example.com");
        cloned.placed("string").commit();
        in(cloned);

        assertThatThrownBy(mojo::execute).hasMessageContaining("contracts against git:origin/HEAD");
    }

    @Test
    void whatIsNamedHasToBeThere() {
        project.initialized().commit();
        mojo.against = "git:released";

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("'released' is no commit");

        mojo.against = "before";
        assertThatThrownBy(mojo::execute).hasMessageContaining(folder.resolve("before") + " is no folder");
    }

    @Test
    void aFolderIsRelativeToTheProject() throws Exception {
        Files.move(folder.resolve("contracts"), folder.resolve("before"));
        project.placed("string");
        mojo.against = "before";

        assertThatThrownBy(mojo::execute).hasMessageContaining("type-changed");
    }

    @Test
    void itCanBeLeftOut() throws Exception {
        project.initialized().commit().placed("string");
        mojo.skip = true;

        mojo.execute();

        assertThat(log.text()).contains("contract.check.skip");
    }

    @Test
    void aFileThatIsNoSchemaIsToldOfWithItsLine() throws Exception {
        project.initialized().commit().write(Project.PLACED, "{\n\"a\": }");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(Project.PLACED + ":2");
    }

    private void in(Project its) {
        mojo.contracts = its.folder().resolve("contracts").toFile();
        mojo.basedir = its.folder().toFile();
        mojo.setLog(log);
    }
}
