package dev.entrega.consumer.faults;

import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running {@link FaultyService}, and what can be done to it. */
final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and waits until it says that it is ready. */
    static ServiceProcess start(Map<String, String> environment) throws IOException {
        var log = Files.createTempFile("service", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FaultyService.class.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", SharedCloud.cloud().endpoint().toString(),
                        "AWS_REGION", SharedCloud.cloud().region(),
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "ENTREGA_SERVICE", "test-service"));
        builder.environment().putAll(environment);
        var service = new ServiceProcess(builder.start(), log);
        try {
            service.awaitLog("test-service is ready");
            return service;
        } catch (RuntimeException e) {
            var said = service.log();
            service.close();
            throw new IllegalStateException("the service did not start; it said:\n" + said, e);
        }
    }

    void awaitLog(String text) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service ended by itself:\n" + log());
            }
            return log().contains(text);
        });
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** SIGKILL: nothing of the process runs after it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as a deploy sends it. */
    void terminate() {
        process.destroy();
    }

    /** @return how long it took from now, at most 40 s */
    Duration awaitExit() throws InterruptedException {
        long start = System.nanoTime();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service is still there after 40 s");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
