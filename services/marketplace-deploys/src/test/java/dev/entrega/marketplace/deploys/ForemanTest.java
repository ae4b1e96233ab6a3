package dev.entrega.marketplace.deploys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.entrega.local.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The root Procfile in the hands of a runner that knows nothing of us: Foreman, as Debian's package ruby-foreman has it. */
@Tag("faults")
class ForemanTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path FOREMAN = Path.of("/usr/bin/foreman");
    private static final long MEMORY = 512L * 1024 * 1024;
    private static final Duration START = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private Site site;

    @BeforeEach
    void open() {
        assumeTrue(Files.isExecutable(FOREMAN), "skipped: there is no " + FOREMAN + " (apt-get install ruby-foreman)");
        site = Site.open(ROOT, MEMORY);
    }

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void anOrderIsPlacedAndConfirmedByProcessesThatItStartsAndStops() throws Exception {
        int port = FreePort.find();
        assertThat(awaitEnd(foreman(Service.STOCK, "release", port))).isZero();
        assertThat(awaitEnd(foreman(Service.ORDERS, "release", port))).isZero();
        Process worker = foreman(Service.STOCK, "worker", port);
        Process web = foreman(Service.ORDERS, "web", port);
        try {
            await().atMost(START).until(() -> isReady(port));
            assertThat(place(port)).isEqualTo(201);
            await().atMost(START)
                    .until(() -> site.orders().number("SELECT count(*) FROM orders WHERE state = 'confirmed'") == 1);

            List<ProcessHandle> programs =
                    Stream.of(web, worker).flatMap(Process::descendants).toList();
            assertThat(programs).hasSizeGreaterThanOrEqualTo(2);
            web.destroy();
            worker.destroy();
            awaitEnd(web);
            awaitEnd(worker);
            assertThat(programs).noneMatch(ProcessHandle::isAlive);
        } finally {
            Stream.of(web, worker).flatMap(Process::descendants).forEach(ProcessHandle::destroyForcibly);
            web.destroyForcibly();
            worker.destroyForcibly();
        }
    }

    /** With what a PaaS sets, and nothing else. */
    private Process foreman(Service service, String type, int port) throws IOException {
        var program = new ProcessBuilder(
                        FOREMAN.toString(), "start", type, "--port", Integer.toString(port), "-t", "30")
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(site.logs().resolve(service.id() + "-" + type).toFile());
        program.environment().keySet().retainAll(Set.of("HOME", "LANG", "LC_ALL"));
        program.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        program.environment().putAll(site.environment(service, type, port));
        return program.start();
    }

    private static int awaitEnd(Process process) throws InterruptedException {
        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private boolean isReady(int port) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(uri(port, "/health/readiness")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private int place(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(port, "/orders"))
                .header("Authorization", "Bearer " + site.token())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "by-foreman")
                .POST(BodyPublishers.ofString("""
                        {"buyer":{"name":"Ana","email":"ana@example.org"},"lines":[{"sku":"SKU-001","quantity":1}]}"""))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
