package dev.entrega.marketplace.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo as a script sees it: its stdout, its exit code, and what it leaves behind. */
@Tag("faults")
class DemoProgramTest {
    private static final String JAR = "../marketplace-demo/target/marketplace-demo.jar";

    @Test
    void withJsonItSaysExactlyOneLine() throws Exception {
        Process demo = start("--orders", "5", "--json");
        String out = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(demo.waitFor()).isZero();
        assertThat(out).matches("""
                \\{"accepted":5,"notModified":1,"pricesChanged":9,"published":\\d+,"handled":\\d+,"duplicatesSuppressed":\\d+,\
                "deadLettered":0,"lost":0,"appliedTwice":0,"reordered":0,"p50Millis":\\d+,"p99Millis":\\d+}\\R""");
    }

    @Test
    void withoutOrdersItRefuses() throws Exception {
        assertThat(start("--orders", "0").waitFor()).isEqualTo(2);
    }

    @Test
    void interruptedItTakesTheServicesWithIt() throws Exception {
        Process demo = start("--orders", "1000000");
        awaitLine(demo, "sending");
        List<ProcessHandle> services = demo.descendants().toList();
        new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();

        assertThat(demo.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(services).hasSizeGreaterThanOrEqualTo(2).noneMatch(ProcessHandle::isAlive);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> java =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR);
        return new ProcessBuilder(
                        Stream.concat(java.stream(), Stream.of(arguments)).toList())
                .start();
    }

    private static void awaitLine(Process process, String text) {
        assertThat(process.errorReader().lines().anyMatch(line -> line.contains(text)))
                .isTrue();
    }
}
