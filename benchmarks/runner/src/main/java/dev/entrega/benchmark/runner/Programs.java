package dev.entrega.benchmark.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Starts the programs of the other modules. */
final class Programs {

    /** Who may publish the marketplace's orders. */
    static final String PUBLISHER = "orders-api";

    private static final String TRIALS = "BENCHMARK_TRIALS";
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ");

    /** The same for everything that is compared: one core's collector, a heap of one size. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m");

    private final Path home;
    private final boolean canPin =
            Runtime.getRuntime().availableProcessors() > 1 && Files.isExecutable(Path.of("/usr/bin/taskset"));

    /** How many processors a program is made for. */
    enum Processors {
        /** One, which it gets for itself when it is warm; see {@link #pin}. */
        ONE,
        /** All. */
        ALL
    }

    Programs(Path home) {
        this.home = home;
    }

    Path home() {
        return home;
    }

    /** Whether a program gets its own processor, and not only the size of one. */
    boolean canPin() {
        return canPin;
    }

    Program stub() {
        return java("stub", Processors.ONE, Map.of(), jar("benchmarks/stub/target/benchmark-stub.jar"), List.of());
    }

    /** The stub has the other one. */
    void pinStub(Program stub) throws InterruptedException {
        pin(stub, "1");
    }

    /** A loop on the bare SDK: {@code RawConsumer} and its like. */
    Program raw(String main, Map<String, String> environment, String... arguments) {
        var all = new ArrayList<>(List.of(
                "-cp", jar("benchmarks/raw/target/benchmark-raw.jar").toString(), "dev.entrega.benchmark.raw." + main));
        all.addAll(List.of(arguments));
        return java(main, Processors.ONE, environment, all);
    }

    Program spring(String profile, String queue, Map<String, String> environment) {
        return java(
                "spring-" + profile,
                Processors.ONE,
                with(environment, Map.of("SPRING_PROFILES_ACTIVE", profile, "BENCHMARK_QUEUE", queue)),
                jar("benchmarks/spring-peer/target/benchmark-spring-peer.jar"),
                List.of());
    }

    /** A service of the platform, of the benchmarks' own; with trials it publishes orders, and is called as who may. */
    Program service(String name, Processors processors, Map<String, String> environment, String... arguments) {
        return java(
                name,
                processors,
                with(environment, Map.of("ENTREGA_SERVICE", environment.containsKey(TRIALS) ? PUBLISHER : name)),
                jar("benchmarks/service/target/benchmark-service.jar"),
                List.of(arguments));
    }

    /** An API of the platform, of the benchmarks' own. */
    Program edges(Path jar, Map<String, String> environment) {
        return java("edges", Processors.ALL, environment, jar, List.of());
    }

    /** A service of the platform that calls a partner, of the benchmarks' own. */
    Program calls(Path jar, Map<String, String> environment) {
        return java("calls", Processors.ALL, environment, jar, List.of());
    }

    /** What else can be done with a program's classes. */
    Program main(Path jar, String main, List<String> arguments) {
        return launch(
                main,
                Processors.ALL,
                Map.of(),
                Stream.concat(Stream.of("-cp", jar.toString(), main), arguments.stream())
                        .toList());
    }

    /** The same with a heap that grows with what is in it. */
    Program growing(String name, Map<String, String> environment) {
        return launch(
                name,
                Processors.ONE,
                with(environment, Map.of("ENTREGA_SERVICE", name)),
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xms16m",
                        "-Xmx512m",
                        "-jar",
                        jar("benchmarks/service/target/benchmark-service.jar").toString()));
    }

    /** A program of this module. */
    Program own(Class<?> main) {
        return java(
                main.getSimpleName(),
                Processors.ALL,
                Map.of(),
                List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    }

    /** A service as it is deployed, with these options of the JVM and no others. */
    Program deployed(Path jar, Map<String, String> environment, List<String> options, String... arguments) {
        return launch(
                jar.getFileName().toString(),
                Processors.ALL,
                environment,
                Stream.of(options, List.of("-jar", jar.toString()), List.of(arguments))
                        .flatMap(List::stream)
                        .toList());
    }

    Path jar(String path) {
        var jar = home.resolve(path);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not built: run benchmarks/run, which does it");
        }
        return jar;
    }

    private Program java(
            String name, Processors processors, Map<String, String> environment, Path jar, List<String> arguments) {
        return java(
                name,
                processors,
                environment,
                Stream.concat(Stream.of("-jar", jar.toString()), arguments.stream())
                        .toList());
    }

    private Program java(String name, Processors processors, Map<String, String> environment, List<String> what) {
        return launch(
                name,
                processors,
                environment,
                Stream.concat(JVM.stream(), what.stream()).toList());
    }

    private Program launch(String name, Processors processors, Map<String, String> environment, List<String> what) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (processors == Processors.ONE) {
            command.add("-XX:ActiveProcessorCount=1");
        }
        command.addAll(what);
        var builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return Program.start(name, builder);
    }

    /**
     * From now on it has the first processor, which those that are measured have in turn. Before that, while it starts and
     * warms up, its compiler may run on another.
     */
    void pin(Program program) throws InterruptedException {
        pin(program, "0");
    }

    private void pin(Program program, String processor) throws InterruptedException {
        if (!canPin) {
            return;
        }
        try {
            var taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", processor, Long.toString(program.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (taskset.waitFor() != 0) {
                throw new IllegalStateException("taskset has ended with status " + taskset.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }
}
