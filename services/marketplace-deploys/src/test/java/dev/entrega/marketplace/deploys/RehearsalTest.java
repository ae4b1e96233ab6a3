package dev.entrega.marketplace.deploys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/rehearse} and what {@code bin/run} makes of it, in a repository of its own whose service is a class. */
class RehearsalTest {

    private static final Path BIN = Path.of("../../bin");
    private static final String CACHE = "-XX:AOTCache=services/pricing/target/pricing.aot";

    @TempDir
    private Path root;

    /** Says how it was started; then waits to be ended, unless it is told otherwise. */
    static final class Pricing {
        public static void main(String[] words) throws InterruptedException {
            System.out.println(ManagementFactory.getRuntimeMXBean().getInputArguments());
            System.out.println("knows " + System.getenv().keySet());
            System.out.println("database " + System.getenv("DATABASE_URL") + ", own " + System.getenv("PRICING_KEY"));
            if (words.length > 0 || "true".equals(System.getenv("PRICING_FAILS"))) {
                return;
            }
            System.out.println(
                    "broker " + System.getenv("AWS_ENDPOINT_URL") + ", issuer " + System.getenv("OAUTH_ISSUER"));
            System.out.println("pricing waits for its database: nobody is there");
            if (!String.valueOf(System.getenv("DATABASE_URL")).contains("nobody")) {
                // Longer than bin/rehearse takes to look, and to end what it has seen.
                Thread.sleep(Duration.ofSeconds(6));
                System.out.println("pricing is ready");
            }
            Thread.sleep(Duration.ofMinutes(1));
        }
    }

    @BeforeEach
    void makeRepository() throws IOException {
        Files.createDirectory(root.resolve("bin"));
        for (String program : new String[] {"run", "rehearse", "jdk25"}) {
            Files.copy(BIN.resolve(program), root.resolve("bin").resolve(program));
        }
        Files.createDirectories(target());
        Files.writeString(
                root.resolve("services/pricing/Procfile"),
                "release: java $JAVA_OPTS -jar services/pricing/target/pricing.jar release\n");
        makeJar();
    }

    private Path target() {
        return root.resolve("services/pricing/target");
    }

    private void makeJar() throws IOException {
        String name = Pricing.class.getName().replace('.', '/') + ".class";
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Pricing.class.getName());
        try (var jar = new JarOutputStream(Files.newOutputStream(target().resolve("pricing.jar")), manifest);
                var code = Pricing.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
            jar.closeEntry();
        }
    }

    @Test
    void whatWasRehearsedIsStartedWithItsCache() throws Exception {
        var production = Map.of("DATABASE_URL", "postgres://production", "AWS_ENDPOINT_URL", "https://production");
        assertThat(program("rehearse", production, "pricing").status()).isZero();
        assertThat(target().resolve("pricing-rehearsal.log"))
                .content()
                .as("told of no database that is there")
                .contains("database postgres://nobody:nothing@127.0.0.1:1/nowhere", "broker http://127.0.0.1:1");

        // The JVM refuses to start if it can't use the cache.
        var run = program("run", Map.of("JAVA_OPTS", "-XX:AOTMode=on -Xmx64m"), "release");

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(run.said()).contains(CACHE, "-XX:AOTMode=on", "-Xmx64m");
    }

    @Test
    void theCacheOfAnOlderJarIsLeftAlone() throws Exception {
        assertThat(program("rehearse", Map.of(), "pricing").status()).isZero();
        Files.setLastModifiedTime(
                target().resolve("pricing.jar"), FileTime.from(Instant.now().plusSeconds(60)));

        var run = program("run", Map.of(), "release");

        assertThat(run.status()).isZero();
        assertThat(run.said()).doesNotContain(CACHE);
    }

    @Test
    void itIsToldWhatItsDevelopmentEnvironmentSays() throws Exception {
        Files.writeString(
                root.resolve("services/pricing/dev.env"), "# known to all\nPRICING_KEY=open to all\nDATABASE_URL=\n");

        assertThat(program("rehearse", Map.of(), "pricing").status()).isZero();
        assertThat(target().resolve("pricing-rehearsal.log")).content().contains("database null, own open to all");
    }

    @Test
    void itIsToldNothingOfWhatTheBuildKnows() throws Exception {
        var build = Map.of(
                "BAZAAR_URL", "https://bazaar.example",
                "PRICING_KEY", "of production",
                "SENTRY_DSN", "https://errors.example",
                "ENTREGA_PREPARE", "release",
                "TZ", "UTC");

        assertThat(program("rehearse", build, "pricing", System.getProperty("java.class.path"))
                        .status())
                .isZero();
        assertThat(target().resolve("pricing-rehearsal.log"))
                .content()
                .contains("own null")
                .containsPattern("knows .*\\bTZ\\b")
                .doesNotContain("BAZAAR_URL", "SENTRY_DSN", "ENTREGA_PREPARE");
    }

    @Test
    void itFindsWhatWasMadeForTheRehearsal() throws Exception {
        var stage = Map.of(
                "REHEARSAL_DATABASE_URL", "postgres://stage",
                "REHEARSAL_AWS_ENDPOINT_URL", "http://stage:1",
                "REHEARSAL_OAUTH_ISSUER", "http://stage:2");

        assertThat(program("rehearse", stage, "pricing").status()).isZero();
        assertThat(target().resolve("pricing-rehearsal.log"))
                .content()
                .contains("database postgres://stage,", "broker http://stage:1, issuer http://stage:2")
                .as("waiting on the way is not the end")
                .contains("pricing is ready");
    }

    @Test
    void withTheClassPathOfTheLocalCloudThatIsMadeForTheRehearsal() throws Exception {
        var run = program("rehearse", Map.of(), "pricing", System.getProperty("java.class.path"));

        assertThat(run.status()).as(run.said()).isZero();
        assertThat(target().resolve("pricing-rehearsal.log"))
                .content()
                .containsPattern("database postgres://\\S+/pricing, ")
                .doesNotContain("127.0.0.1:1/", "127.0.0.1:1,");
        assertThat(target().resolve("pricing.aot")).isNotEmptyFile();
    }

    @Test
    void aServiceThatEndsByItselfIsNoRehearsal() throws Exception {
        Files.writeString(root.resolve("services/pricing/dev.env"), "PRICING_FAILS=true\n");

        var run = program("rehearse", Map.of(), "pricing");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said()).contains("pricing has ended instead of waiting", "pricing-rehearsal.log");
        assertThat(target().resolve("pricing.aot")).doesNotExist();
    }

    @Test
    void whatIsMissingIsSaidInOneLine() throws Exception {
        var nothing = program("rehearse", Map.of());
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.said().lines()).singleElement().asString().contains("bin/rehearse orders-api");

        var unbuilt = program("rehearse", Map.of(), "shipping");
        assertThat(unbuilt.status()).isEqualTo(3);
        assertThat(unbuilt.said().lines()).singleElement().asString().contains("shipping.jar is not built", "mvn");
    }

    private record Run(int status, String said) {}

    private Run program(String name, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var program = new ProcessBuilder(root.resolve("bin").resolve(name).toString()).redirectErrorStream(true);
        program.command().addAll(List.of(arguments));
        program.environment().clear();
        program.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "ENTREGA_SERVICE",
                        "pricing",
                        "JAVA25_HOME",
                        System.getProperty("java.home")));
        program.environment().putAll(environment);
        var process = program.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }
}
