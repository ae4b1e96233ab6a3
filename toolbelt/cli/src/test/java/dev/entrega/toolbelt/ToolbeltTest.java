package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.toolbelt.terminal.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolbeltTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheCommandsAndTheExitCodesOnStdout() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo").contains("130").contains("interrupted");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheOneThatWasMeant() {
        assertThat(run("dmo")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean").contains("demo");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noCommandIsAUsageErrorAndSaysSo() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("toolbelt --help");
    }

    @Test
    void noOrdersTooManyOrdersAndNoNumberAreUsageErrors() {
        assertThat(run("demo", "--orders", "0")).isEqualTo(2);
        assertThat(run("demo", "--orders", "-5")).isEqualTo(2);
        assertThat(run("demo", "--orders", "1000001")).isEqualTo(2);
        assertThat(run("demo", "--orders", "many")).isEqualTo(2);
        assertThat(run("demo", "--orders")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingProgramIsNamedWithTheWayToBuildIt(@TempDir Path empty) {
        System.setProperty("entrega.home", empty.toString());
        try {
            assertThat(run("demo", "--orders", "5")).isEqualTo(3);
        } finally {
            System.clearProperty("entrega.home");
        }
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("marketplace-demo.jar is missing", "mvn package");
    }

    private int run(String... arguments) {
        return Toolbelt.run(
                Surroundings.ofProcess(), new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
