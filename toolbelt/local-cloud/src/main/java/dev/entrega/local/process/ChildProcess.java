package dev.entrega.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A main class of this JVM's class path in a JVM of its own. It sees the environment that it is given and, of this
 * process's, only what any program needs. It does not outlive this JVM. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ");

    /** A short life among others on the same machine: start-up and memory count more than peak speed. */
    private static final List<String> QUICK_START = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration EXIT = Duration.ofSeconds(40);

    private final Process process;
    private final Output output;
    private final Thread killAtExit;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = new Output(process);
        this.killAtExit = new Thread(process::destroyForcibly, "kill-" + process.pid());
        Runtime.getRuntime().addShutdownHook(killAtExit);
    }

    /** Starts it and returns at once. */
    public static ChildProcess start(Class<?> main, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for a word of it, 60 s at most.
     *
     * @throws IllegalStateException with all that it said, if it ended before or took too long
     */
    public ChildProcess await(String text) throws InterruptedException {
        if (!output.await(text, PATIENCE)) {
            String why = isAlive() ? "has not said it within " + PATIENCE.toSeconds() + " s" : "ended";
            throw new IllegalStateException("\"" + text + "\": the process " + why + "; it said:\n" + output());
        }
        return this;
    }

    /** What it has said so far. */
    public String output() {
        return output.text();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL. Returns when nothing of it runs any more. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, as a deploy sends it. */
    public void terminate() {
        process.toHandle().destroy(); // By the handle, which leaves the output open for the last words.
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void stop() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid() + " answers " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for its end, 40 s at most.
     *
     * @return how long it took from now
     */
    public Duration awaitExit() throws InterruptedException {
        long start = System.nanoTime();
        if (!process.waitFor(EXIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "the process is still there after " + EXIT.toSeconds() + " s; it said:\n" + output());
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        output.awaitEnd();
        return took;
    }

    /** Of a process that has ended: 128 + n if signal n ended it. */
    public int exitCode() {
        return process.exitValue();
    }

    /** SIGKILL, if it still runs. */
    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor();
            output.awaitEnd();
            Runtime.getRuntime().removeShutdownHook(killAtExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // This JVM is ending, and kills it as well.
        }
    }
}
