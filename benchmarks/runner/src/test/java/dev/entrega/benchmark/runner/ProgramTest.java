package dev.entrega.benchmark.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With programs that every system has. */
class ProgramTest {

    private static Program shell(String script) {
        return Program.start("shell", new ProcessBuilder("sh", "-c", script));
    }

    @Test
    void aProgramAnswersHowMuchItHasDone() throws Exception {
        try (var program = shell(
                "echo is ready; while read -r line; do echo WARN it did not matter; echo took 1500000000; echo did $line; done")) {
            program.await("is ready");
            var did = program.ask("600 2000000000");

            assertThat(did.perSecond()).isEqualTo(300);
            assertThat(did.time()).isEqualTo(Duration.ofSeconds(2));
            assertThat(program.took()).containsExactly(1.5);
            assertThat(program.took()).isEmpty();
        }
    }

    @Test
    void aProgramThatEndsTooEarlyIsQuoted() {
        try (var program = shell("echo the disk is full; exit 7")) {
            assertThatThrownBy(() -> program.await("is ready"))
                    .hasMessageContaining("status 7")
                    .hasMessageContaining("the disk is full");
        }
    }

    @Test
    void aFailureThatIsSaidIsAFailure() {
        try (var program = shell("echo failed no such trial; sleep 60")) {
            assertThatThrownBy(() -> program.await("did ")).hasMessageContaining("no such trial");
        }
    }

    @Test
    void processorTimeIsThatOfTheProgram() throws Exception {
        try (var program = shell("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo counted; sleep 60")) {
            program.await("counted");

            assertThat(program.cpu()).isPositive();
        }
    }
}
