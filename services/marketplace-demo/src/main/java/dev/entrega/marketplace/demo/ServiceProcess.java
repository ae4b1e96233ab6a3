package dev.entrega.marketplace.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A service as a process of its own, started from its jar. It sees the environment that it is given and, of this
 * process's, only what any program needs. Thread-safe.
 */
public final class ServiceProcess implements AutoCloseable {
    /** What the service logs once its migrations, its topology and its consumers stand. */
    private static final String READY = " is ready";

    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "TMPDIR", "TMP", "TEMP", "LANG", "LC_ALL", "TZ");

    /** A short life among others on the same machine: start-up and memory count more than peak speed. */
    private static final List<String> QUICK_START =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xms64m", "-Xmx256m");

    /** A service promises to be gone 25 s after SIGTERM. */
    static final Duration SHUTDOWN = Duration.ofSeconds(26);

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread logWriter;
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);
    private volatile boolean ready;

    private ServiceProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logWriter = Thread.ofPlatform().daemon().name("log-" + name).unstarted(this::writeLog);
    }

    /**
     * Starts the service and returns at once.
     *
     * @param log where what it says is appended to
     * @throws MarketplaceException if the jar is missing or no process can be started
     */
    public static ServiceProcess start(String name, Path jar, Map<String, String> environment, Path log) {
        require(jar);
        var builder = new ProcessBuilder(Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        QUICK_START,
                        List.of("-jar", jar.toString()))
                .flatMap(List::stream)
                .toList());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            var started =
                    new ServiceProcess(name, builder.redirectErrorStream(true).start(), log);
            started.logWriter.start();
            return started;
        } catch (IOException e) {
            throw MarketplaceException.unreachable(
                    name + " can't be started (" + e.getMessage() + "): check the JDK's installation and free memory",
                    e);
        }
    }

    /** @throws MarketplaceException if the jar is missing */
    static void require(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw MarketplaceException.missing(jar.toAbsolutePath().normalize()
                    + " is missing, because it was not built yet: run mvn package, or bin/toolbelt, which builds it");
        }
    }

    /** SIGTERM, without waiting for the end. By the handle, which leaves the output open for the last words. */
    void askToEnd() {
        process.toHandle().destroy();
    }

    /**
     * Waits until the service says that it is ready.
     *
     * @throws MarketplaceException if it ends before, or isn't ready within the limit
     */
    public void awaitReady(Duration limit) {
        boolean readyOrEndedInTime = await(limit);
        if (!ready) {
            String what = readyOrEndedInTime
                    ? " ended with exit code " + awaitExit(limit)
                    : " was not ready within " + limit.toSeconds() + " s";
            throw MarketplaceException.unreachable(name + what + " (last line: " + lastLine() + "): see " + log, null);
        }
    }

    /** SIGKILL, as {@code kill -9}: no shutdown hook runs. Returns the exit code when the process is gone. */
    public int kill() {
        process.toHandle().destroyForcibly();
        return awaitExit(SHUTDOWN);
    }

    /**
     * Waits for the end and returns the exit code, 128 + n if signal n ended it.
     *
     * @throws MarketplaceException if the process still runs after the limit
     */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw MarketplaceException.unreachable(
                        name + " did not end within " + limit.toSeconds() + " s: see " + log, null);
            }
            logWriter.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Everything it has said on stdout and stderr so far. */
    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw MarketplaceException.unreachable(log + " can't be read (" + e.getMessage() + ")", e);
        }
    }

    /** SIGTERM, and SIGKILL if the service breaks its promise to be gone in time. */
    @Override
    public void close() {
        end(SHUTDOWN);
    }

    /** SIGTERM, and SIGKILL if it isn't gone then. */
    void end(Duration patience) {
        askToEnd();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.toHandle().destroyForcibly();
                process.waitFor();
            }
            logWriter.join();
        } catch (InterruptedException e) {
            process.toHandle().destroyForcibly();
            throw interrupted(e);
        }
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }

    private void writeLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var file = new PrintWriter(
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.println(line);
                if (line.contains(name + READY)) {
                    ready = true;
                    readyOrEnded.countDown();
                }
            }
        } catch (IOException e) {
            System.err.println(
                    "marketplace: " + log + " can't be written (" + e.getMessage() + "); is there space left?");
        } finally {
            readyOrEnded.countDown();
        }
    }

    private boolean await(Duration limit) {
        try {
            return readyOrEnded.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String lastLine() {
        return output().lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("none");
    }

    private MarketplaceException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return MarketplaceException.unreachable("interrupted while waiting for " + name, e);
    }
}
