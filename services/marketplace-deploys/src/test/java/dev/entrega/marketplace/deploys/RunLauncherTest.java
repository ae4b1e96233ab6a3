package dev.entrega.marketplace.deploys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/run} in a repository of its own. */
class RunLauncherTest {
    private static final Path BIN = Path.of("../../bin");

    @TempDir
    private Path root;

    @BeforeEach
    void makeRepository() throws IOException {
        Files.createDirectory(root.resolve("bin"));
        for (String program : new String[] {"run", "jdk25"}) {
            Files.copy(BIN.resolve(program), root.resolve("bin").resolve(program));
        }
        procfile("pricing", """
                # what a Procfile may hold besides
                web: printf '%s\\n' $JAVA_OPTS $PORT
                worker: sh -c 'echo $$'
                release: printf '%s\\n' release
                jdk: sh -c 'java -XshowSettings:properties -version 2>&1 | grep java.home'
                built: java $JAVA_OPTS -jar services/pricing/target/pricing.jar
                """);
        procfile("billing", "worker: true\n");
    }

    @Test
    void itBecomesTheCommandSoThatSignalsReachIt() throws Exception {
        var run = run(Map.of("ENTREGA_SERVICE", "pricing"), "worker");

        assertThat(run.out().strip()).isEqualTo(Long.toString(run.pid()));
    }

    @Test
    void variablesAreSplitAndMayBeMissing() throws Exception {
        assertThat(run(Map.of("ENTREGA_SERVICE", "pricing", "JAVA_OPTS", "-Xmx1m -Xms1m", "PORT", "80"), "web")
                        .out())
                .isEqualTo("-Xmx1m\n-Xms1m\n80\n");
        assertThat(run(Map.of("ENTREGA_SERVICE", "pricing", "PORT", "80"), "web")
                        .out())
                .isEqualTo("80\n");
    }

    @Test
    void argumentsArePassedOn() throws Exception {
        assertThat(run(Map.of("ENTREGA_SERVICE", "pricing"), "release", "two words")
                        .out())
                .isEqualTo("release\ntwo words\n");
    }

    @Test
    void aJdk25IsFirstOnThePath() throws Exception {
        assertThat(run(Map.of("ENTREGA_SERVICE", "pricing", "JAVA25_HOME", System.getProperty("java.home")), "jdk")
                        .out())
                .contains(System.getProperty("java.home"));
    }

    @Test
    void whatIsMissingIsSaidInOneLine() throws Exception {
        assertRefused(run(Map.of(), "web"), 2, "ENTREGA_SERVICE is not set", "billing pricing");
        assertRefused(run(Map.of("ENTREGA_SERVICE", "pricing")), 2, "no process type given", "bin/run web");
        assertRefused(run(Map.of("ENTREGA_SERVICE", "shipping"), "web"), 3, "no service shipping", "billing pricing");
        assertRefused(run(Map.of("ENTREGA_SERVICE", "../pricing"), "web"), 3, "../pricing", "billing pricing");
        assertRefused(run(Map.of("ENTREGA_SERVICE", "billing"), "web"), 3, "no process type web", "worker");
        assertRefused(run(Map.of("ENTREGA_SERVICE", "billing"), ".*"), 2, ".*", "worker");
        assertRefused(run(Map.of("ENTREGA_SERVICE", "pricing"), "built"), 3, "pricing.jar is not built", "mvn");
    }

    private static void assertRefused(Run run, int status, String... said) {
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains(said);
    }

    private void procfile(String service, String lines) throws IOException {
        Files.writeString(
                Files.createDirectories(root.resolve("services").resolve(service))
                        .resolve("Procfile"),
                lines);
    }

    private record Run(long pid, int status, String out, String err) {}

    private Run run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var program = new ProcessBuilder(root.resolve("bin/run").toString());
        program.command().addAll(List.of(arguments));
        program.environment().clear();
        program.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        program.environment().putAll(environment);
        var process = program.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.pid(), process.waitFor(), out, err);
    }
}
