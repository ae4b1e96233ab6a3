package dev.entrega.marketplace.deploys;

import dev.entrega.local.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One process of a service, started as a PaaS does: by {@code bin/run TYPE}, with a limit of memory. */
final class Instance implements AutoCloseable {
    /** Promised are 25 s; a PaaS sends SIGKILL after 30. */
    private static final Duration KILL_AFTER = Duration.ofSeconds(30);

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Set<String> INHERITED = Set.of("HOME", "TMPDIR", "LANG", "LC_ALL", "TZ");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Service service;
    private final int port = FreePort.find();
    private final Path log;
    private final Optional<MemoryLimit> limit;
    private final Process process;
    private final long startedAt = System.nanoTime();
    private final Thread watch;
    private final Thread killAtExit;
    private volatile long peakRss;

    private Instance(Site site, Service service, String type) {
        this.service = service;
        this.log = site.logs().resolve("%03d-%s-%s.log".formatted(NUMBER.incrementAndGet(), service.id(), type));
        this.limit = MemoryLimit.of(site.memory());
        String command = "bin/run " + type;
        var program = new ProcessBuilder(
                        "sh", "-c", limit.map(l -> l.around(command)).orElse("exec " + command))
                .directory(site.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = program.environment();
        environment.keySet().retainAll(INHERITED);
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/local/bin:/usr/bin:/bin");
        environment.putAll(site.environment(service, type, port));
        if (limit.isEmpty()) { // Nobody enforces it, so the JVM is told, and what it takes is measured.
            environment.put("JAVA_OPTS", "-XX:MaxRAM=" + site.memory());
        }
        try {
            this.process = program.start();
        } catch (IOException e) {
            throw new DeploysException(service.id() + " can't be started (" + e.getMessage() + ")", e);
        }
        this.watch = Thread.ofVirtual().start(this::watch);
        this.killAtExit = new Thread(this::kill, "kill-" + service.id());
        try {
            Runtime.getRuntime().addShutdownHook(killAtExit);
        } catch (IllegalStateException e) {
            kill();
            throw new DeploysException(service.id() + " is not started any more, this program is ending", e);
        }
    }

    /**
     * How a process ended.
     *
     * @param took from SIGTERM until it was gone
     * @param peakRss the most memory it had resident, in bytes
     */
    record Exit(Service service, int status, Duration took, long peakRss) {}

    /** Starts the process type that works. Returns at once. */
    static Instance start(Site site, Service service) {
        return new Instance(site, service, service.type());
    }

    /** Runs the release process to its end. */
    static void release(Site site, Service service) {
        try (var release = new Instance(site, service, "release")) {
            if (!release.process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || release.process.exitValue() != 0) {
                throw new DeploysException("the release process of " + service.id() + " failed: see " + release.log);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Whether the kernel enforces the limit of memory. */
    boolean isLimited() {
        return limit.isPresent();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until it works, as a PaaS would know it: by its readiness, a worker by its word. Returns how long it took. */
    Duration awaitReady() {
        try (var http = HttpClient.newHttpClient()) {
            while (System.nanoTime() - startedAt < START.toNanos()) {
                if (!process.isAlive()) {
                    throw new DeploysException(service.id() + " ended by itself: see " + log);
                }
                if (service == Service.ORDERS
                        ? isReady(http)
                        : Files.readString(log).contains(" is ready")) {
                    return Duration.ofNanos(System.nanoTime() - startedAt);
                }
                Thread.sleep(LOOK_EVERY);
            }
        } catch (IOException e) {
            throw new DeploysException(log + " can't be read (" + e + ")", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throw new DeploysException(service.id() + " is not ready after " + START.toSeconds() + " s: see " + log);
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        var request = HttpRequest.newBuilder(address().resolve("/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // The port isn't open yet.
        }
    }

    /** SIGTERM, and SIGKILL where a PaaS would send it. */
    Exit end() {
        long start = System.nanoTime();
        process.toHandle().destroy();
        try {
            if (!process.waitFor(KILL_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            watch.join();
            return new Exit(service, process.exitValue(), took, peakRss);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(killAtExit);
        } catch (IllegalStateException e) {
            // This JVM is ending, and has killed it as well.
        }
    }

    private void kill() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor();
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        limit.ifPresent(MemoryLimit::close);
    }

    /** The kernel keeps the high-water mark, but only while the process is there. */
    private void watch() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            while (process.isAlive()) {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:")) {
                        peakRss = Math.max(peakRss, 1024 * Long.parseLong(line.replaceAll("\\D", "")));
                    }
                }
                Thread.sleep(LOOK_EVERY);
            }
        } catch (IOException e) {
            // It has ended between the question and the look.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DeploysException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DeploysException("interrupted", e);
    }
}
