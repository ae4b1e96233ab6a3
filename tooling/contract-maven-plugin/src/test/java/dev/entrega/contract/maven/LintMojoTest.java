package dev.entrega.contract.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintMojoTest {

    @TempDir
    Path folder;

    private final RecordedLog log = new RecordedLog();
    private final LintMojo mojo = new LintMojo();

    @BeforeEach
    void aProject() {
        mojo.contracts = folder.resolve("contracts").toFile();
        mojo.setLog(log);
    }

    @Test
    void whatIsAsItShouldBePasses() throws Exception {
        new Project(folder).placed("integer");

        mojo.execute();

        assertThat(log.text()).isEmpty();
    }

    @Test
    void whatIsWrongFailsTheBuildAndIsToldWithItsPlaceAndTheWayOut() throws Exception {
        new Project(folder).placed("string");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("1 finding in contracts, the first: error size-unbounded order.placed v1 "
                        + folder.resolve(Project.PLACED) + ":6 #/properties/total ");
        assertThat(log.text()).startsWith("ERROR error size-unbounded").contains("Add maxLength");
    }

    @Test
    void whatIsExemptPasses() throws Exception {
        new Project(folder).placed("string").exempt("size-unbounded", "#/properties/total");

        mojo.execute();

        assertThat(log.text()).contains("INFO info size-unbounded", "Exempt until 2999-12-31");
    }

    @Test
    void anExemptionOfAChangeIsNotItsBusiness() throws Exception {
        new Project(folder).placed("integer").exempt("type-changed", "#/properties/total/type");

        mojo.execute();

        assertThat(log.text()).isEmpty();
    }
}
