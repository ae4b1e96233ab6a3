package dev.entrega.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChildProcessTest {

    /** Says what it was given, and waits to be ended. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("given " + System.getenv("GIVEN") + " and " + String.join(",", arguments));
            if (arguments.length == 0) {
                System.exit(3);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("last words")));
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aProcessSeesItsEnvironmentAndItsLastWordsAreHeard() throws Exception {
        try (var process = ChildProcess.start(Program.class, Map.of("GIVEN", "this"), "a", "b")) {
            process.await("given this and a,b");
            process.stop();
            assertThat(state(process)).isEqualTo("T");
            process.goOn();
            process.terminate();
            process.awaitExit();
            assertThat(process.output()).contains("last words");
            assertThat(process.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void whoeverWaitsForAWordOfAProcessThatEndsIsTold() throws Exception {
        try (var process = ChildProcess.start(Program.class, Map.of())) {
            assertThatThrownBy(() -> process.await("never said"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("given null");
            process.awaitExit();
            assertThat(process.exitCode()).isEqualTo(3);
        }
    }

    private static String state(ChildProcess process) throws Exception {
        try (var status = new Scanner(Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.UTF_8)) {
            return status.nextLine().replaceFirst(".*\\) ", "").substring(0, 1);
        }
    }
}
