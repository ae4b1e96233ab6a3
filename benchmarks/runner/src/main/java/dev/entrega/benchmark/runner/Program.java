package dev.entrega.benchmark.runner;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that is measured, or that others are measured with. Used by one thread. */
final class Program implements AutoCloseable {

    private static final double MILLIS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final int LAST_WORDS = 30;

    private final String name;
    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> heard = new ArrayList<>();
    private final long started = System.nanoTime();

    /** What it says with {@code did} in front: how much in how long. */
    record Did(long count, Duration time) {
        double perSecond() {
            return count * 1e9 / time.toNanos();
        }
    }

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        // Not a virtual thread: one that reads a pipe keeps its carrier, and after a silence the JVM gives no other for
        // it.
        Thread.ofPlatform().name("output-" + name).daemon().start(this::read);
    }

    static Program start(String name, ProcessBuilder builder) {
        try {
            return new Program(name, builder.redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be started", e);
        }
    }

    private void read() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // It was killed.
        }
    }

    long pid() {
        return process.pid();
    }

    Duration cpu() {
        return ProcessClock.of(pid());
    }

    /** Of it what its compilers have taken. */
    Duration compiling() {
        return ProcessClock.ofCompilers(pid());
    }

    /** Waits until it says something that contains this. */
    String await(String text) throws InterruptedException {
        return await("\"" + text + "\"", line -> line.contains(text));
    }

    private String await(String what, Predicate<String> isIt) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var line = lines.poll(50, TimeUnit.MILLISECONDS);
            if (line == null) {
                if (!process.isAlive() && lines.isEmpty()) {
                    throw failed("it has ended with status " + process.exitValue());
                }
                continue;
            }
            heard.add(line);
            if (isIt.test(line)) {
                return line;
            }
            if (line.startsWith("failed ")) {
                throw failed(line);
            }
        }
        throw failed("it has not said " + what + " within " + PATIENCE.toSeconds() + " s");
    }

    private IllegalStateException failed(String why) {
        lines.drainTo(heard);
        return new IllegalStateException(name + ": " + why + "; its last words:\n"
                + String.join("\n", heard.subList(Math.max(0, heard.size() - LAST_WORDS), heard.size())));
    }

    /** How long it has taken from its start until now. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Tells it to do something, and waits until it has. */
    Did ask(String words) throws InterruptedException {
        tell(words);
        String[] answer = await("what it did", line -> line.startsWith("did ")).split(" ", -1);
        return new Did(Long.parseLong(answer[1]), Duration.ofNanos(Long.parseLong(answer[2])));
    }

    private void tell(String words) {
        try {
            in.write(words);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw failed("it listens no more");
        }
    }

    /** What it has said so far with {@code took} in front, in seconds; each once. */
    List<Double> took() {
        lines.drainTo(heard);
        var took = heard.stream()
                .filter(line -> line.startsWith("took "))
                .map(line -> Long.parseLong(line.substring("took ".length())) / 1e9)
                .toList();
        heard.clear();
        return took;
    }

    /** {@link #took} in milliseconds; something at least. */
    Samples tookMillis() {
        return new Samples(took().stream().map(seconds -> seconds * MILLIS).toList());
    }

    /** Waits until it has ended by itself, and well. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
            throw failed("it does not end");
        }
        if (process.exitValue() != 0) {
            throw failed("it has ended with status " + process.exitValue());
        }
    }

    /** SIGTERM, as at the end of a life that is to be recorded. */
    void terminate() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw failed("it does not end");
        }
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
