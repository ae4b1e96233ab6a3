package dev.entrega.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One of a service's processes. If it ends it is started again, as a PaaS does. Thread-safe. */
final class Replica implements AutoCloseable {

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ");

    /** Promised are 25 s. */
    private static final Duration EXIT = Duration.ofSeconds(30);

    /** When all begin at once on a slow machine; how fast one starts is measured elsewhere. */
    private static final Duration READY = Duration.ofMinutes(4);

    private static final Duration RESTART = Duration.ofMillis(200);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final Thread killAtExit = new Thread(this::end);
    private final Thread keeper;
    private volatile Process process;
    private volatile boolean closing;

    /** @param name as {@code stock-service-2} */
    Replica(String name, List<String> command, Map<String, String> environment, Path logs) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.log = logs.resolve(name + ".log");
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(killAtExit);
        this.keeper = Thread.ofVirtual().name("keep-" + name).start(this::keepRunning);
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    long pid() {
        return process.pid();
    }

    private Process launch() {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be started", e);
        }
    }

    private void keepRunning() {
        try {
            while (true) {
                process.waitFor();
                Thread.sleep(RESTART);
                synchronized (this) {
                    if (closing) {
                        return;
                    }
                    process = launch();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the process that is there now has said that it is ready. */
    void awaitReady() throws InterruptedException, IOException {
        long end = System.nanoTime() + READY.toNanos();
        while (!Files.readString(log).contains(" is ready")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " is not ready after " + READY.toSeconds() + " s: see " + log);
            }
            Thread.sleep(100);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** SIGTERM, as a deploy sends it, and SIGKILL when it was promised to be gone. Returns how long it took. */
    Duration terminate() throws InterruptedException {
        var ending = process;
        long start = System.nanoTime();
        ending.toHandle().destroy();
        if (!ending.waitFor(EXIT.toSeconds(), TimeUnit.SECONDS)) {
            ending.toHandle().destroyForcibly();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** SIGSTOP for a while, then SIGCONT. */
    void pause(Duration time) throws InterruptedException {
        long pid = pid();
        signal("STOP", pid);
        try {
            Thread.sleep(time);
        } finally {
            signal("CONT", pid);
        }
    }

    private static void signal(String name, long pid) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(); // If it is gone already, nobody is left to be told.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Else it would be started again. */
    private void end() {
        synchronized (this) {
            closing = true;
        }
        kill();
    }

    @Override
    public void close() {
        end();
        try {
            keeper.join();
            Runtime.getRuntime().removeShutdownHook(killAtExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This JVM is ending, and kills it as well.
        }
    }
}
